using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach.Linting;
using Funnel.Connectors;
using Funnel.Reasons;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// The invitation in the private chat: one per lead, inside the chat's window, as a card or a text that carries the person's own contact link. What became of
/// an attempt is only known from the platform's answer or its receipt event, so without either it is parked.
/// </summary>
public sealed class Invitation(
    AccountBook accounts, OfferBook offers, Wording wording, ContactLinks links, TokenIssuer tokens, IOptions<FunnelOptions> options) : IEffect
{
    private const int CardTextChars = 60;

    public EffectKind Kind => EffectKind.Invite;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    private RetryRules Configured => options.Value.Outreach.Rules;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => accounts.PausedFor(lead.AccountId, ct);

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        var offerId = lead.OfferId;
        if (accounts.Find(lead.AccountId) is not { } account)
        {
            return new Prepared.Impossible(Reason.AccountRemoved(lead.AccountId));
        }

        if (offers.Find(offerId) is not { } offer)
        {
            return new Prepared.Impossible(Reason.OfferRemoved(offerId));
        }

        var (handed, not) = await (account.Card is null ? links.ForText(lead, offer, ct) : links.ForCard(lead, offer, ct));
        if (handed is null)
        {
            return not!;
        }

        var limits = accounts.ConnectorOf(account.Id)?.Limits ?? ConnectorLimits.Unknown;
        var chars = account.Card is not null || !limits.LinksInChat ? CardTextChars : Math.Max(0, limits.MessageChars - handed.After("").Length);
        var (text, variant, refused) = wording.Choose(lead, effect, offer, WordingPlace.Chat, lead.Nick, lead.AccountId, chars);
        if ((refused ?? handed.WhyByHand ?? WhyByHand(account, limits)) is { } why)
        {
            return new Prepared.Impossible(why, handed.After(text)) { Link = handed.Link, Picture = handed.Picture };
        }

        var link = handed.Link!;
        MessageContent content = account.Card is { } card
            ? new MessageContent.Card(card.TemplateId, card.AppId, card.Path, Query(card, link, tokens.Issue(TokenKind.Invitation, lead.Id), text))
            : new MessageContent.Text(handed.After(text));
        return new Prepared.Ready(text, variant, (attempt, stop) => accounts.Call<IChat, SendReceipt>(
            lead.AccountId, FactKind.Message, async (chat, opened) => attempt.Late(Configured, limits)
                ?? await chat.SendMessage(opened, attempt.Lead.Window!, lead.PersonId, content, stop), stop)) { Link = link };
    }

    private Reason? WhyByHand(AccountOptions account, ConnectorLimits limits) =>
        accounts.Capability<IChat>(account.Id) is null ? NoCapability.Of(account.Id, typeof(IChat))
        : account.Invite == InviteBy.Hand ? Reason.InvitesByHand(account.Id)
        : account.Card is null && !limits.LinksInChat ? Reason.NoCard(account.Id)
        : null;

    private static string Query(CardOptions card, Uri link, string token, string text) => card.Query
        .Replace("{link}", Uri.EscapeDataString(link.AbsoluteUri), StringComparison.Ordinal)
        .Replace("{token}", token, StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal);
}
