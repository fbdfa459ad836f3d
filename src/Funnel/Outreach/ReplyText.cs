using System.Text;
using System.Text.RegularExpressions;
using Funnel.Triage.Text;

namespace Funnel.Outreach;

/// <summary>
/// Whether a listed text is one of ours. Platforms respell what they show: spaces and width change, emoji vanish or become <c>[名字]</c>, single
/// characters are masked, ends are cut, a mention is put in front. So letters and digits are compared, folded, and nothing else.
/// </summary>
internal static partial class ReplyText
{
    /// <summary>Fewer letters than these say nothing about where a text comes from, unless it has no others.</summary>
    private const int FewestKept = 4;
    private const int FewestOfCut = 6;

    /// <summary>Part of our letters that must be left when some are missing in between, and part of the listed ones that must be ours when more were put around.</summary>
    private const double LeastKept = 0.6;
    private const double LeastOurs = 0.5;

    public static bool Same(string sent, string listed)
    {
        var (ours, theirs) = (Letters(sent), Letters(listed));
        if (ours.Length + theirs.Length == 0)
        {
            return string.Equals(sent.Trim(), listed.Trim(), StringComparison.Ordinal);
        }

        // With and without what stands in brackets: it may be an emoji's name, or words of ours.
        return Alike(ours, theirs) || Alike(Letters(WithoutTags(sent)), Letters(WithoutTags(listed)));
    }

    /// <summary>Folded letters and digits.</summary>
    public static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Folding.Of(c) is var code && char.IsLetterOrDigit(code))
            {
                letters.Append(code);
            }
        }

        return letters.ToString();
    }

    /// <summary>The text without the mention that platforms put before an answer.</summary>
    public static string WithoutMention(string text) => Mention().Replace(text, "");

    /// <summary>Whether the letters are ours: all of them, the beginning, or most of them in their order.</summary>
    public static bool IsRespelling(string ours, string theirs) =>
        ours.Length > 0
        && (string.Equals(ours, theirs, StringComparison.Ordinal)
            || (theirs.Length >= FewestOfCut && ours.StartsWith(theirs, StringComparison.Ordinal))
            || (theirs.Length >= Math.Max(FewestKept, LeastKept * ours.Length) && IsWithin(theirs, ours)));

    /// <summary>How many letters two texts have in common in the same order: the longest common subsequence. Time is the product of the lengths.</summary>
    public static int InCommon(string one, string other)
    {
        var (above, row) = (new int[other.Length + 1], new int[other.Length + 1]);
        foreach (var c in one)
        {
            for (var i = 0; i < other.Length; i++)
            {
                row[i + 1] = c == other[i] ? above[i] + 1 : Math.Max(row[i], above[i + 1]);
            }

            (above, row) = (row, above);
        }

        return above[^1];
    }

    private static bool Alike(string ours, string theirs) =>
        IsRespelling(ours, theirs) || (ours.Length >= Math.Max(FewestKept, LeastOurs * theirs.Length) && theirs.Contains(ours, StringComparison.Ordinal));

    /// <summary>Whether all characters of the one stand in the other in this order.</summary>
    private static bool IsWithin(string part, string whole)
    {
        var at = 0;
        foreach (var c in whole)
        {
            at += at < part.Length && part[at] == c ? 1 : 0;
        }

        return at == part.Length;
    }

    private static string WithoutTags(string text) => Tag().Replace(text, "");

    [GeneratedRegex(@"[\[【][^\[\]【】]{1,12}[\]】]")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(?:回复\s*@?[^:：]{1,40}[:：]|@\S{1,40}\s)\s*")]
    private static partial Regex Mention();
}
