using Funnel.Connectors;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// The person's own way to a contact, for whatever hands it out: of the offer's contact paths the first that can be used. One that may work in a while is waited for; one that no
/// waiting repairs is passed over for the next.
/// </summary>
public sealed class ContactLinks(ConnectorBook connectors, TokenIssuer tokens, IOptions<FunnelOptions> options)
{
    /// <summary>Where the landing page of a token is: below the address under which the host is reached.</summary>
    public const string LandingPath = "c/";

    private Uri? Root => options.Value.Outreach.LandingUrl;

    /// <summary>For a card, or for a page of the merchant's own: the contact path's link, or that of the landing page where the path hands out a picture.</summary>
    public ValueTask<(HandedOut? Out, Prepared? Not)> ForCard(Lead lead, Offer offer, CancellationToken ct) => Find(new(lead.Id, TokenKind.Invitation), offer, isCard: true, ct);

    /// <summary>For a text that people read: the link of the landing page, where the host has an address for it, and the contact path's otherwise.</summary>
    public ValueTask<(HandedOut? Out, Prepared? Not)> ForText(Lead lead, Offer offer, CancellationToken ct) => Find(new(lead.Id, TokenKind.Invitation), offer, isCard: false, ct);

    /// <summary>For the person to hand on to friends: whoever comes by it is somebody else.</summary>
    internal ValueTask<(HandedOut? Out, Prepared? Not)> ForFriends(Lead lead, Offer offer, CancellationToken ct) => Find(new(lead.Id, TokenKind.Referral), offer, isCard: false, ct);

    /// <summary>For the landing page: whoever reads it is there now, so one that would have to be waited for is passed over too. Nothing that is handed on in private stands there.</summary>
    /// <returns>Null when no path works.</returns>
    public async Task<HandedOut?> ForPage(Lead lead, Offer offer, TokenKind kind, CancellationToken ct)
    {
        foreach (var path in Paths(offer).Select(p => p.Path).Where(p => p.Form != ContactForm.ByHand))
        {
            if ((await path.ContactLink(Token(new(lead.Id, kind)), ct)) is { Ok: true, Value.Url: { } url })
            {
                return path.Form == ContactForm.Picture ? new(null) { Picture = url } : new(url);
            }
        }

        return null;
    }

    /// <summary>Whether what the offer hands out first can stand in a text at all.</summary>
    internal bool FitText(Offer offer) => Paths(offer).Select(p => p.Path.Form).FirstOrDefault(f => f != ContactForm.Picture || Root is not null, ContactForm.ByHand) != ContactForm.ByHand;

    private async ValueTask<(HandedOut? Out, Prepared? Not)> Find(Whose whose, Offer offer, bool isCard, CancellationToken ct)
    {
        Reason? first = null;
        IContactPath? picture = null;
        foreach (var (name, path) in Paths(offer))
        {
            if (Root is { } root && path.Form != ContactForm.ByHand && (!isCard || path.Form == ContactForm.Picture))
            {
                if (await path.Trouble(ct) is not { } trouble || trouble.Kind.MayRetryRead())
                {
                    return (new(Page(root, whose)), null);
                }

                first ??= trouble.ToReason();
            }
            else if (path.Form == ContactForm.Picture)
            {
                (first, picture) = (first ?? Reason.PictureNeedsPage(name), picture ?? path);
            }
            else
            {
                var (handed, failure) = await Ask(path, whose, path.Form == ContactForm.ByHand ? Reason.HandedOnByHand(name) : null, ct);
                if (handed is not null || failure!.Kind.MayRetryRead())
                {
                    return handed is not null ? (handed, null) : (null, Later);
                }

                first ??= failure.ToReason();
            }
        }

        if (picture is null)
        {
            return (null, new Prepared.Impossible(first ?? NoPath(offer)));
        }

        // No program can show it, so whoever does it by hand gets the picture.
        var (shown, not) = await Ask(picture, whose, first, ct);
        return shown is not null ? (shown, null) : (null, not!.Kind.MayRetryRead() ? Later : new Prepared.Impossible(first!));
    }

    private async Task<(HandedOut? Out, Failure? Failure)> Ask(IContactPath path, Whose whose, Reason? byHand, CancellationToken ct)
    {
        var link = await path.ContactLink(Token(whose), ct);
        return link.Failure is { } failure ? (null, failure)
            : byHand is null ? (new(link.Value.Url), null)
            : (new(null) { Picture = link.Value.Url, Id = link.Value.Id, WhyByHand = byHand }, null);
    }

    private IEnumerable<(string Name, IContactPath Path)> Paths(Offer offer) => connectors.PathsOf(offer.ContactPaths).Select(c => (c.Name, c.Find<IContactPath>()!));

    private Prepared.Later Later => new(options.Value.Outreach.Rules.FirstDelay);

    private string Token(Whose whose) => tokens.Issue(whose.Kind, whose.Lead);

    private Uri Page(Uri root, Whose whose) => new(new Uri(root.AbsoluteUri.TrimEnd('/') + "/"), LandingPath + Token(whose));

    private Reason NoPath(Offer offer) =>
        offer.ContactPaths.Count > 0 ? Reason.ContactPathOff(offer.Id, string.Join(", ", offer.ContactPaths))
        : connectors.With<IContactPath>().Any() ? Reason.ContactPathUnclear(offer.Id, string.Join(", ", connectors.With<IContactPath>()))
        : Reason.NoContactPath;

    /// <summary>Whose link it is, and for whom.</summary>
    private readonly record struct Whose(LeadId Lead, TokenKind Kind);
}
