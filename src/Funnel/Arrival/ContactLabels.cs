using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Arrival;

/// <summary>What staff and we know a contact by: the offer's tags, the person's name as remark, and the index that finds the lead when the contact leaves.</summary>
public sealed class ContactLabels(OfferBook offers, ContactIndex contacts, ContactConnectors connectors) : IEffect
{
    /// <summary>Calls about a contact may fail until staff has confirmed it, which takes minutes.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10);
    private const int MaxAttempts = 7;

    /// <summary>Whoever came: the link was that person's. Staff read it behind the name, in the language of the merchants who are served.</summary>
    private const string WhoseLink = "的链接";

    public EffectKind Kind => EffectKind.Label;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Always;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public ValueTask<RetryRules> Rules(Lead lead, RetryRules configured, CancellationToken ct) =>
        new(configured with { FirstDelay = FirstRetry, MaxAttempts = Math.Max(configured.MaxAttempts, MaxAttempts) });

    public ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct) => new(offers.Find(effect.OfferId) is { } offer
        ? new Prepared.Ready("", 0, (_, stop) => Label(lead, offer.Tags, stop)) { With = offer.Tags }
        : new Prepared.Impossible(Reason.OfferRemoved(effect.OfferId)));

    /// <summary>Also when nothing can be labelled, or the person said no: deletions name only the contact.</summary>
    public Task FollowUp(Lead lead, CancellationToken ct) => lead.Contact is { } contact ? contacts.Put(contact, lead.Id, ct) : Task.CompletedTask;

    /// <summary>Where contacts have no labels there is nothing to do.</summary>
    private async Task<Outcome<SendReceipt>> Label(Lead lead, IReadOnlyList<string> tags, CancellationToken ct)
    {
        if (connectors.Find<IContactLabels>(lead) is not { } labels)
        {
            return new SendReceipt("no labels there");
        }

        var tagged = tags.Count == 0 ? new Done() : await labels.Tag(lead.Contact!, tags, ct);
        var remarked = tagged.Ok && (lead.Nick ?? lead.CameBy?.Nick) is { Length: > 0 } nick ? await labels.Remark(lead.Contact!, nick + WhoseLink, ct) : tagged;
        return remarked.Failure is { } failure ? failure : new SendReceipt("labelled");
    }
}
