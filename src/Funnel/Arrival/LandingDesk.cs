using Funnel.Leads;
using Funnel.Outreach;

namespace Funnel.Arrival;

/// <summary>What the page behind a contact link shows.</summary>
/// <param name="Promised">What the person asked for, as the offer is called.</param>
/// <param name="Contact">Where the person becomes a contact, a link or a picture; null while no contact path can say it.</param>
public sealed record Landing(string Promised, HandedOut? Contact);

/// <summary>The page behind the contact link that stands in texts (<see cref="OutreachOptions.LandingUrl"/>): holds nothing of the person, and notes that it was opened.</summary>
public sealed class LandingDesk(TokenIssuer tokens, LeadStore leads, OfferBook offers, ContactLinks links, TimeProvider time)
{
    /// <param name="isPerson">False for programs that look what stands behind a link: they are shown it, and nothing is noted.</param>
    /// <returns>Null for a token that is none of ours, and where the lead or what was promised is no more.</returns>
    /// <exception cref="Storage.StorageException">The store does not answer.</exception>
    public async Task<Landing?> Open(string token, bool isPerson, CancellationToken ct)
    {
        var kind = tokens.TryRead(TokenKind.Invitation, token, out var id) ? TokenKind.Invitation : TokenKind.Referral;
        if ((kind == TokenKind.Referral && !tokens.TryRead(kind, token, out id)) || (leads.Recall(id) ?? await leads.Find(id, ct)) is not { } lead || offers.Find(lead.OfferId) is not { } offer)
        {
            return null;
        }

        if (isPerson && kind == TokenKind.Invitation && lead.LinkOpenedAt is null)
        {
            await leads.Apply(id, l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, new LeadCommand.OpenLink(time.GetUtcNow())), ct);
        }

        return new(offer.Name.Length > 0 ? offer.Name : offer.Id, await links.ForPage(lead, offer, kind, ct));
    }
}
