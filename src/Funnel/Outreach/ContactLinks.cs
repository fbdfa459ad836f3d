using Funnel.Connectors;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>The person's own contact link, for whatever hands it out.</summary>
public sealed class ContactLinks(ConnectorBook connectors, TokenIssuer tokens, IOptions<FunnelOptions> options)
{
    /// <summary>Where the landing page of a token is: below the address under which the host is reached.</summary>
    public const string LandingPath = "c/";

    /// <summary>The link for a card, or for a page of the merchant's own: the contact path's.</summary>
    public async ValueTask<(Uri? Link, Prepared? Not)> Direct(Lead lead, Offer offer, CancellationToken ct)
    {
        if (connectors.PathOf(offer.ContactPath)?.Find<IContactPath>() is not { } path)
        {
            return (null, new Prepared.Impossible(NoPath(offer)));
        }

        var link = await path.ContactLink(tokens.Issue(TokenKind.Invitation, lead.Id), ct);
        return link.Failure is not { } failure ? (link.Value, null)
            : (null, failure.Kind.MayRetryRead() ? new Prepared.Later(options.Value.Outreach.Rules.FirstDelay) : new Prepared.Impossible(failure.ToReason()));
    }

    /// <summary>The link that people read in a text: that of the landing page, where the host has an address for it, and the contact path's otherwise.</summary>
    public ValueTask<(Uri? Link, Prepared? Not)> Written(Lead lead, Offer offer, CancellationToken ct) =>
        options.Value.Outreach.LandingUrl is not { } root || connectors.PathOf(offer.ContactPath) is null ? Direct(lead, offer, ct)
        : new((new Uri(new Uri(root.AbsoluteUri.TrimEnd('/') + "/"), LandingPath + tokens.Issue(TokenKind.Invitation, lead.Id)), null));

    private Reason NoPath(Offer offer) =>
        offer.ContactPath is { Length: > 0 } named ? Reason.ContactPathOff(offer.Id, named)
        : connectors.With<IContactPath>().Any() ? Reason.ContactPathUnclear(offer.Id, string.Join(", ", connectors.With<IContactPath>()))
        : Reason.NoContactPath;
}
