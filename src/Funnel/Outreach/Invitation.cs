using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Platforms;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// The invitation in the private chat: one per lead, inside the chat's window, as a card that carries the person's own contact link. What became of
/// an attempt is only known from the platform's answer or its receipt event, so without either it is parked.
/// </summary>
public sealed class Invitation(
    AccountBook accounts, OfferBook offers, Wording wording, TokenIssuer tokens, IEnumerable<IDestination> destinations, IOptions<FunnelOptions> options) : IEffect
{
    private const int CardTextChars = 60;

    public EffectKind Kind => EffectKind.Invite;

    public Repeatable Repeatable => Repeatable.Never;

    private RetryRules Configured => options.Value.Outreach.Rules;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => accounts.PausedFor(lead.AccountId, ct);

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        var offerId = lead.Asks[^1].OfferId;
        if (accounts.Find(lead.AccountId) is not { } account)
        {
            return new Prepared.Impossible(Unconfigured.Account(lead.AccountId));
        }

        if (offers.Find(offerId) is not { } offer)
        {
            return new Prepared.Impossible(Unconfigured.Offer(offerId));
        }

        var link = await Link(lead, account, ct);
        if (link.Failure is { } failure)
        {
            return failure.Kind.MayRetryRead() ? new Prepared.Later(Configured.FirstDelay) : new Prepared.Impossible(failure.ToString());
        }

        var (card, variant) = (account.Card!, wording.Choose(lead.Id, lead.AccountId, offer.Chat.Count));
        var text = Wording.Render(offer.Chat[variant], lead.Nick, CardTextChars);
        var content = new MessageContent.Card(card.TemplateId, card.AppId, card.Path, Query(card, link.Value, tokens.Issue(lead.Id), text));
        return new Prepared.Ready(text, variant, (attempt, stop) => accounts.Call(lead.AccountId, async (source, opened) => attempt.Late(Configured, source.Limits)
            ?? await source.SendMessage(opened, attempt.Lead.Window!, lead.PersonId, content, stop), stop));
    }

    private async Task<Outcome<Uri>> Link(Lead lead, AccountOptions account, CancellationToken ct)
    {
        if (account.Card is null)
        {
            return new Failure(FailureKind.Forbidden, "no-card", $"account '{lead.AccountId}' has no card configured: give the contact link by hand, then mark it done");
        }

        return destinations.FirstOrDefault() is { } destination
            ? await destination.ContactLink(tokens.Issue(lead.Id), ct)
            : new Failure(FailureKind.Forbidden, "no-destination", "no destination is configured (section weCom): nobody can be invited");
    }

    private static string Query(CardOptions card, Uri link, string token, string text) => card.Query
        .Replace("{link}", Uri.EscapeDataString(link.AbsoluteUri), StringComparison.Ordinal)
        .Replace("{token}", token, StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal);
}
