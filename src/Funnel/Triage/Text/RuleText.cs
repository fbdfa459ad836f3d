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
        if (forward && code == Folding.Opening && Text[at..].IndexOf(Folding.Closing) is var close and > 0 && IsEmoji(Text[(at + 1)..(at + close)]))
        {
            return close + 1;
        }

        if (!forward && code == Folding.Closing && Text[..at].LastIndexOf(Folding.Opening) is var open and >= 0 && open >= floor && IsEmoji(Text[(open + 1)..at]))
        {
            return at - open + 1;
        }

        return char.IsLetterOrDigit(code) ? 0 : 1;
    }

    /// <summary>Other brackets hold words.</summary>
    private static bool IsEmoji(ReadOnlySpan<char> name) => !name.IsEmpty && EmojiNames.Read(name) is not null;
}
