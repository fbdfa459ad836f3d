using System.Text.RegularExpressions;

namespace Funnel.Outreach;

/// <summary>
/// A wording for somebody without a name: as if its writer had known none. With <c>{nick}</c> goes what belongs to it (@, brackets, 的), and of the punctuation on
/// its two sides one remains, or none where a line begins.
/// </summary>
internal static partial class NamelessWording
{
    public const string Placeholder = "{nick}";

    /// <summary>What stands between parts of a sentence, from the weakest to the strongest: of two that meet the stronger stays.</summary>
    private static readonly string[] Separators = [" \u3000\t", "、/|／｜·•", ",，-—–", ":：;；", "~～", "….。!！?？"];
    private static readonly char[] AllSeparators = string.Concat(Separators).ToCharArray();

    /// <summary>Where a name stands after one of these, something has to: 给{nick}准备好了.</summary>
    private const string WantAnObject = "给为跟和与对向替帮送";

    private const string Opening = "([{（【「『《〈“‘\"'［";
    private const string Closing = ")]}）】」』》〉”’\"'］";

    /// <summary>A strength from which a mark ends something, so that it may stand last.</summary>
    private static readonly int Ending = Array.IndexOf(Separators, "~～");

    public static string Of(string template)
    {
        if (!template.Contains(Placeholder, StringComparison.Ordinal))
        {
            return template.Trim();
        }

        var you = template.Contains('您', StringComparison.Ordinal) ? "您" : "你";
        var lines = template.Split('\n').Select(line => (Had: line.Contains(Placeholder, StringComparison.Ordinal), Text: Line(line, you)));
        return string.Join('\n', lines.Where(l => !l.Had || l.Text.Length > 0).Select(l => l.Text)).Trim();
    }

    /// <summary>A text without the separators and @ around it.</summary>
    public static string TrimSeparators(string text) => text.Trim([.. AllSeparators, '@', '＠']);

    private static string Line(string line, string you)
    {
        for (var at = line.IndexOf(Placeholder, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Placeholder, StringComparison.Ordinal))
        {
            line = Join(line[..at], line[(at + Placeholder.Length)..], you);
        }

        return line;
    }

    private static string Join(string left, string right, string you)
    {
        (left, right) = WithoutShell(left, right);
        var (before, gapBefore) = SplitEnd(left);
        var (gapAfter, after) = SplitStart(right);
        if (gapBefore.Length == 0 && before.Length > 0 && WantAnObject.Contains(before[^1], StringComparison.Ordinal))
        {
            return before + you + right;
        }

        var rest = gapAfter.Length == 0 ? Possessive().Replace(after, "") : after;
        if (before.Length == 0)
        {
            return rest;
        }

        var last = rest.Length == 0 || IsOneOf(rest[0], Closing);
        return before + (IsBeginning(before, gapBefore) && !last ? Blank(gapBefore) : Gap(gapBefore, gapAfter, last)) + rest;
    }

    /// <summary>Behind a bracket, and before the first word (an emoji, say), there is nothing to separate.</summary>
    private static bool IsBeginning(string before, string gap) =>
        IsOneOf(before[^1], Opening) || (gap.Length == 0 && IsOneOf(before[^1], Closing)) || !before.Any(char.IsLetterOrDigit);

    /// <summary>Straight quotation marks open as well as close: they tell nothing.</summary>
    private static bool IsOneOf(char c, string brackets) => c is not ('"' or '\'') && brackets.Contains(c, StringComparison.Ordinal);

    /// <summary>Without the @ before the name and the brackets or quotation marks that hold nothing else.</summary>
    private static (string Left, string Right) WithoutShell(string left, string right)
    {
        while (true)
        {
            var (l, r) = (At().Replace(left, ""), right);
            var pair = l.Length > 0 && r.Length > 0 && Opening.IndexOf(l[^1], StringComparison.Ordinal) is var i and >= 0 && Closing[i] == r[0];
            (l, r) = pair ? (l[..^1], r[1..]) : (l, r);
            if (l.Length == left.Length && r.Length == right.Length)
            {
                return (l, r);
            }

            (left, right) = (l, r);
        }
    }

    private static (string Text, string Gap) SplitEnd(string text)
    {
        var kept = text.TrimEnd(AllSeparators);
        return (kept, text[kept.Length..]);
    }

    private static (string Gap, string Text) SplitStart(string text)
    {
        var kept = text.TrimStart(AllSeparators);
        return (text[..^kept.Length], kept);
    }

    private static string Gap(string before, string after, bool last)
    {
        var stronger = Strength(after) > Strength(before) ? after : before;
        if (!last)
        {
            return stronger;
        }

        return Strength(stronger) >= Ending ? stronger.Trim(Separators[0].ToCharArray()) : "";
    }

    private static string Blank(string gap) => gap.Any(char.IsWhiteSpace) ? " " : "";

    private static int Strength(string gap) => gap.Length == 0 ? -1 : gap.Max(c => Array.FindIndex(Separators, s => s.Contains(c, StringComparison.Ordinal)));

    [GeneratedRegex(@"[@＠][\s\u3000]*$")]
    private static partial Regex At();

    [GeneratedRegex("^(?:的(?!确)|['’]s )")]
    private static partial Regex Possessive();
}
