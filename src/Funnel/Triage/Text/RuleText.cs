namespace Funnel.Triage.Text;

/// <summary>A comment folded for rules: every character kept but for invisible ones and spaces, with its place in the original.</summary>
internal sealed class RuleText
{
    [ThreadStatic]
    private static RuleText? mine;

    private readonly char[] folded = new char[Normalizer.MaxInput];
    private readonly int[] origins = new int[Normalizer.MaxInput + 1];

    internal static RuleText Mine => mine ??= new RuleText();

    internal ReadOnlySpan<char> Text => folded.AsSpan(0, Length);

    internal int Length { get; private set; }

    /// <summary>Where the meat begins and ends: without punctuation and emoji at both ends, for exact rules.</summary>
    internal (int Start, int End) Core { get; private set; }

    /// <summary>The place in the original of the folded position, which may be the end.</summary>
    internal int Origin(int position) => origins[position];

    internal void Read(ReadOnlySpan<char> text)
    {
        var n = 0;
        var end = Math.Min(text.Length, Normalizer.MaxInput);
        for (var i = 0; i < end; i++)
        {
            var code = char.IsSurrogate(text[i]) ? '\u00B7' : Folding.Of(text[i]);
            if (code is not (Folding.Skip or ' '))
            {
                origins[n] = i;
                folded[n++] = code;
            }
        }

        origins[n] = end;
        Length = n;
        Core = FindCore();
    }

    internal static string FoldPhrase(string phrase)
    {
        var text = new RuleText();
        text.Read(phrase);
        return text.Text.ToString();
    }

    private (int Start, int End) FindCore()
    {
        var (start, end) = (0, Length);
        while (start < end && Outside(start, start, forward: true) is var next and > 0)
        {
            start += next;
        }

        while (end > start && Outside(end - 1, start, forward: false) is var next and > 0)
        {
            end -= next;
        }

        return start == end ? (0, Length) : (start, end);
    }

    /// <summary>How many characters to leave out here: one of punctuation or emoji, or a whole emoji tag.</summary>
    private int Outside(int at, int floor, bool forward)
    {
        var code = folded[at];
        if (forward && code == '[' && Text[at..].IndexOf(']') is var close and > 0 and < 14)
        {
            return close + 1;
        }

        if (!forward && code == ']' && Text[..at].LastIndexOf('[') is var open and >= 0 && open >= floor && at - open < 14)
        {
            return at - open + 1;
        }

        return char.IsLetterOrDigit(code) ? 0 : 1;
    }
}
