using Funnel.Outreach.Linting;

namespace Funnel.Outreach;

/// <summary>Something about an offer that somebody should know before it is used.</summary>
/// <param name="Path">Where in the offer, as in settings: <c>reply[0]</c>.</param>
/// <param name="What">What is wrong, and what to do.</param>
/// <param name="IsError">False of what is allowed, and may not be what was meant.</param>
public sealed record OfferFinding(string Path, string What, bool IsError);

/// <summary>Looks at an offer as the host and the settings API do, without accounts and connectors.</summary>
public static class OfferLint
{
    public static IReadOnlyList<OfferFinding> Check(OfferOptions offer)
    {
        var findings = new List<OfferFinding>();
        OfferRules.Check(offer, (path, what) => findings.Add(new(path, what, IsError: true)));
        foreach (var (index, reply) in offer.Reply.Index().Where(r => offer.NickInReply != true && r.Item.Contains(NamelessWording.Placeholder, StringComparison.Ordinal)))
        {
            findings.Add(new(Wording.PathOf(WordingPlace.Reply, index), $"is said without the name, as nickInReply is not true: \"{NamelessWording.Of(reply)}\"", IsError: false));
        }

        return findings;
    }
}
