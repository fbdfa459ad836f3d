using System.Text.RegularExpressions;
using Funnel.Connectors;

namespace Funnel.Console.Languages;

/// <summary>
/// What the product writes down for operators (reasons, failures, counts of tries) in the reader's language. Codes and what a platform said stay
/// as they are; so does anything this does not know.
/// </summary>
internal static partial class Reasons
{
    public static string Of(Texts texts, string reason)
    {
        if (texts.Reasons.TryGetValue(reason, out var known))
        {
            return known;
        }

        var framed = new[]
        {
            (Failed(), texts.FailedTimes), (NotLabelled(), texts.NotLabelled), (Ended(), texts.GrantEnded), (WelcomeUnknown(), texts.WelcomeUnknown),
            (ByHand(), texts.MaterialByHand), (OfferGone(), texts.OfferGone), (AccountGone(), texts.AccountGone),
        };
        foreach (var (pattern, say) in framed)
        {
            if (pattern.Match(reason) is { Success: true } match)
            {
                var why = Of(texts, match.Groups["why"].Value);
                return say.Replace("{n}", match.Groups["n"].Value, StringComparison.Ordinal).Replace("{why}", why, StringComparison.Ordinal);
            }
        }

        return Counted().Match(reason) is { Success: true } tried
            ? (tried.Groups["what"].ValueSpan is "attempt" ? texts.AttemptNumber : texts.LookNumber).Replace("{n}", tried.Groups["n"].Value, StringComparison.Ordinal)
            : WithKind(texts, reason);
    }

    private static string WithKind(Texts texts, string reason) =>
        Failure().Match(reason) is { Success: true } match && Enum.TryParse<FailureKind>(match.Groups["kind"].ValueSpan, out var kind)
            ? texts.Failures[kind] + reason[match.Groups["kind"].Length..]
            : reason;

    [GeneratedRegex(@"^failed (?<n>\d+) times: (?<why>.*)$", RegexOptions.Singleline)]
    private static partial Regex Failed();

    [GeneratedRegex("^not labelled: (?<why>.*)$", RegexOptions.Singleline)]
    private static partial Regex NotLabelled();

    [GeneratedRegex(@"^the platform ended the grant \((?<why>.*)\): connect the account again$", RegexOptions.Singleline)]
    private static partial Regex Ended();

    [GeneratedRegex(@"^nobody can tell whether the welcome arrived \((?<why>.*)\): ask staff to look, then mark it done or send it by hand$", RegexOptions.Singleline)]
    private static partial Regex WelcomeUnknown();

    [GeneratedRegex("^offer '(?<why>[^']*)' is no longer configured: put it back and replay this, or do it by hand, then mark it done$")]
    private static partial Regex OfferGone();

    [GeneratedRegex("^account '(?<why>[^']*)' is no longer configured: put it back and replay this, or do it by hand, then mark it done$")]
    private static partial Regex AccountGone();

    [GeneratedRegex("^(?<why>.*): send the material by hand, then mark it done$", RegexOptions.Singleline)]
    private static partial Regex ByHand();

    [GeneratedRegex(@"^(?<what>attempt|look) (?<n>\d+)$")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^(?<kind>[A-Z][A-Za-z]+) \([^)]*\): ")]
    private static partial Regex Failure();
}
