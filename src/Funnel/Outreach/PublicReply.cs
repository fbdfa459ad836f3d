using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach.Linting;
using Funnel.Outreach.Standings;
using Funnel.Reasons;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>The public reply under the person's comment. An outcome nobody knows is read back from the reply list.</summary>
public sealed class PublicReply(
    AccountBook accounts, OwnReplyBook ownReplies, OfferBook offers, ContactLinks links, Wording wording, OwnWording ownWording, ReplyReadBack readBack, IOptions<FunnelOptions> options,
    LostAnswers lostAnswers, CommentJudge judge, TimeProvider time, WordingTallies? tallies = null) : IEffect
{
    /// <summary>Looks for an accepted reply that the platform neither shows nor denies.</summary>
    private const int MaxReadBacks = 3;
    private static readonly TimeSpan AboutDue = TimeSpan.FromSeconds(1);

    public EffectKind Kind => EffectKind.Reply;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public bool CanReadBack(Lead lead) => accounts.Capability<IReplyFeed>(lead.AccountId) is not null;

    private RetryRules Configured => options.Value.Outreach.Rules;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => accounts.PausedFor(lead.AccountId, ct);

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        if (accounts.Find(lead.AccountId) is null)
        {
            return new Prepared.Impossible(Reason.AccountRemoved(lead.AccountId));
        }

        if (offers.Find(effect.OfferId) is not { } offer)
        {
            return new Prepared.Impossible(Reason.OfferRemoved(effect.OfferId));
        }

        var (handed, not) = effect.CarriesLink ? await links.ForText(lead, offer, ct) : (null, null);
        if (not is not null)
        {
            return not;
        }

        var link = handed?.Link;
        var (said, variant, refused) = Say(lead, effect, offer, link);
        var text = link is null ? said : $"{said} {link.AbsoluteUri}";
        if ((refused ?? handed?.WhyByHand) is { } why)
        {
            return new Prepared.Impossible(why, text) { Link = link, Picture = handed?.Picture };
        }

        if (accounts.Capability<ICommentReply>(lead.AccountId) is null)
        {
            return new Prepared.Impossible(NoCapability.Of(lead.AccountId, typeof(ICommentReply)), text) { Link = link };
        }

        var limits = accounts.ConnectorOf(lead.AccountId)!.Limits;
        if (link is not null && !limits.LinksInReplies)
        {
            return new Prepared.Impossible(Reason.NoLinksInReplies(lead.AccountId), text) { Link = link };
        }

        return new Prepared.Ready(text, variant, async (attempt, stop) =>
        {
            ownWording.Add(lead.AccountId, effect.VideoId!, text);
            var sent = await accounts.Call<ICommentReply, SendReceipt>(lead.AccountId, FactKind.Reply, async (replies, account) => attempt.Late(Configured, limits)
                ?? await replies.Reply(account, new(effect.VideoId!, effect.CommentId!, effect.ThreadId, lead.PersonId), text, stop), stop);
            await Note(lead, attempt.Effect, sent.Failure?.Kind == FailureKind.Rejected ? false : null);
            return sent;
        });
    }

    /// <summary>Until a reply of the account was seen nothing can be recognised, so its first ones are looked for as soon as they must be listed.</summary>
    public async ValueTask<RetryRules> Rules(Lead lead, RetryRules configured, CancellationToken ct)
    {
        var own = await ownReplies.Recall(lead.AccountId, ct);
        return own.Recognised || configured.ConfirmAfter < configured.ReadBackAfter ? configured : configured with { ConfirmAfter = configured.ReadBackAfter };
    }

    public bool IsAskedBy(Lead lead, Effect effect, Ask ask) => effect.IsAskedBy(ask) || string.Equals(effect.OfferId, OfferByRule(lead, ask), StringComparison.Ordinal);

    public async Task<Finding> ReadBack(Lead lead, Effect effect, CancellationToken ct)
    {
        if (effect.Assumed is not null)
        {
            return await lostAnswers.Look(lead, effect, a => IsAskedBy(lead, effect, a), Texts(lead, effect), ct);
        }

        var finding = await readBack.Look(lead, effect, ct);
        return new(finding.Result, finding.Reply?.Id, finding.Why, finding.Wait);
    }

    /// <summary>Looks whether it really stands in public: platforms audit replies and hide some without a word.</summary>
    public async Task<Sighting?> Confirm(Lead lead, Effect effect, int look, CancellationToken ct)
    {
        if (lead.HiddenUnder(effect) is not null)
        {
            return null; // what is seen under a comment that we hid ourselves says nothing of the platform
        }

        var finding = await readBack.Look(lead, effect, ct);
        if (finding.Wait is { } wait)
        {
            return new(null, wait, Counts: false); // nobody looked
        }

        var result = finding.Result;
        var left = effect.SentAt + Configured.ConfirmAfter - time.GetUtcNow();
        var early = left > AboutDue && left <= Configured.ConfirmAfter; // a clock that was set back puts nothing off
        if (early)
        {
            return new(null, left, Counts: false); // moderation may still take it away
        }

        if (result is not (ReadBackResult.Found or ReadBackResult.Absent or ReadBackResult.Gone))
        {
            return look < MaxReadBacks ? new(null, Configured.ConfirmAfter > Configured.ReadBackAfter ? Configured.ConfirmAfter : Configured.ReadBackAfter) : null;
        }

        if (result == ReadBackResult.Absent)
        {
            await ownReplies.AddHidden(lead.AccountId, ct);
        }
        else if (result == ReadBackResult.Found)
        {
            await ownReplies.CountSeen(lead.AccountId, ct);
        }

        await Note(lead, effect, result switch { ReadBackResult.Found => true, ReadBackResult.Absent => false, _ => null });
        return new(result == ReadBackResult.Found);
    }

    /// <summary>Counts it for or against its wording, if that is still what the offer says. A store that fails now must not keep what was sent from being written down.</summary>
    /// <param name="seen">Whether it stands in public; null when that says nothing of its words.</param>
    private async Task Note(Lead lead, Effect effect, bool? seen)
    {
        if (seen is not { } shown || tallies is null || offers.Find(effect.OfferId) is not { } offer || effect.Variant is not { } variant || variant >= offer.Reply.Count
            || !Texts(lead, effect).Any(t => t.Variant == variant && ReplyText.Same(t.Text, SaidIn(effect))))
        {
            return;
        }

        try
        {
            await tallies.Note(offer, variant, shown, CancellationToken.None);
        }
        catch (StorageException)
        {
            // Counted by the next reply of the wording, or never: it only puts a pause off.
        }
    }

    /// <summary>What would be said now, without a link: the dry run. The offer must be there.</summary>
    public string Preview(Lead lead, Effect effect) => Say(lead, effect, offers.Find(effect.OfferId)!, null).Text;

    /// <summary>Our words in it, without the link at its end.</summary>
    private static string SaidIn(Effect effect) => effect is { CarriesLink: true, Text: { } text } && text.LastIndexOf(' ') is var end and >= 0 ? text[..end] : effect.Text ?? "";

    /// <summary>What we may have said to the person: earlier versions said most names.</summary>
    private IReadOnlyList<(int Variant, string Text)> Texts(Lead lead, Effect effect)
    {
        var replies = offers.Find(effect.OfferId)?.Reply ?? [];
        return
        [
            .. replies.Index().Select(r => (r.Index, NamelessWording.Of(r.Item))),
            .. replies.Index().Select(r => (r.Index, r.Item.Replace(NamelessWording.Placeholder, lead.Nick, StringComparison.Ordinal))),
        ];
    }

    /// <summary>Whose own phrases are the first to want the question, as the offers are now; null when none are.</summary>
    private string? OfferByRule(Lead lead, Ask ask) => offers.For(lead.AccountId, ask.VideoId)
        .FirstOrDefault(o => judge.Judge(ask.Text, o.Rules) is { Tier: Tier.Rule, Decision: Decision.Answer })?.Id;

    private int CharsFor(Lead lead) => accounts.ConnectorOf(lead.AccountId)?.Limits.ReplyChars ?? ConnectorLimits.Unknown.ReplyChars;

    private ChosenWording Say(Lead lead, Effect effect, Offer offer, Uri? link) =>
        wording.Choose(lead, effect, offer, WordingPlace.Reply, lead.Nick, effect.VideoId!, Math.Max(0, CharsFor(lead) - (link is null ? 0 : link.AbsoluteUri.Length + 1)));
}
