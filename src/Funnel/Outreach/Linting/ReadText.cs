using System.Buffers;
using System.Globalization;
using System.Text;
using Funnel.Triage.Text;

namespace Funnel.Outreach.Linting;

/// <summary>
/// A text as people read it: one alphabet, half width, lower case, simplified, without what is not seen and without pictures. <see cref="Shown"/> keeps
/// spaces and punctuation, <see cref="Letters"/> has none; each knows where its characters stand in the text.
/// </summary>
internal sealed class ReadText
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("，。！？；：、,!?;:\n…");

    private readonly string text;
    private readonly int[] shownAt;
    private readonly int[] lettersAt;

    private ReadText(string text, Builder shown, Builder letters, string? unseen) =>
        (this.text, Shown, shownAt, Letters, lettersAt, Unseen) = (text, shown.Text, shown.At, letters.Text, letters.At, unseen);

    public string Shown { get; }

    /// <summary>Letters, digits and <c>+</c>.</summary>
    public string Letters { get; }

    /// <summary>A character that turns or hides what stands around it, by its code; null when there is none.</summary>
    public string? Unseen { get; }

    public static ReadText Of(string text)
    {
        var (shown, letters, at) = (new Builder(text.Length), new Builder(text.Length), 0);
        string? unseen = null;
        foreach (var rune in text.EnumerateRunes())
        {
            unseen ??= IsTrick(rune) ? $"U+{rune.Value:X4}" : null;
            Add(rune, at, shown, letters);
            at += rune.Utf16SequenceLength;
        }

        return new(text, shown, letters, unseen);
    }

    /// <summary>What was written where this stands in <see cref="Shown"/>.</summary>
    public string ShownAs(int start, int length) => Written(shownAt, start, length);

    /// <summary>What was written where this stands in <see cref="Letters"/>.</summary>
    public string LettersAs(int start, int length) => Written(lettersAt, start, length);

    /// <summary>Nothing that is seen stands between two neighbours of <see cref="Letters"/>.</summary>
    public bool AreTogether(int index) => index > 0 && index < Letters.Length && lettersAt[index] - lettersAt[index - 1] <= 1;

    /// <summary>Whether a mark that parts sentences stands in this piece of <see cref="Letters"/> as it was written.</summary>
    public bool IsParted(int start, int length) => LettersAs(start, length).AsSpan().ContainsAny(Marks);

    /// <summary>Direction marks and overrides, zero-width characters, control characters but the line end: nobody types them into a text that is to be read.</summary>
    public static bool IsTrick(Rune rune) =>
        rune.Value is 0xAD or 0x180E or (>= 0x200B and <= 0x200C) or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF
            or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x061C or 0x2028 or 0x2029
        || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'));

    private static void Add(Rune rune, int at, Builder shown, Builder letters)
    {
        if (rune.Value is '丶' or '丨' or '灬' or '丿' or '乀' or 'ゝ' or 'ヽ')
        {
            return; // strokes that are no words: decoration
        }

        if (LookAlikes.Find(rune) is { } reading)
        {
            foreach (var c in reading)
            {
                Add(c, at, shown, letters);
            }
        }
        else if (rune.IsBmp && Folding.Of((char)rune.Value) is var code && code != Folding.Skip && !IsPicture((char)rune.Value))
        {
            Add(code, at, shown, letters);
        }
        else if (!rune.IsBmp && Rune.IsLetterOrDigit(rune))
        {
            shown.Add('□', at); // a rare character: something stands there, and it is no word of ours
            letters.Add('□', at);
        }
    }

    private static void Add(char c, int at, Builder shown, Builder letters)
    {
        shown.Add(c, at);
        if (char.IsLetterOrDigit(c) || c == '+')
        {
            letters.Add(c, at);
        }
    }

    private static bool IsPicture(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol && c < '\uFF00';

    private string Written(int[] at, int start, int length)
    {
        var (from, last) = (at[start], at[start + length - 1]);
        var end = last + (char.IsHighSurrogate(text[last]) && last + 1 < text.Length ? 2 : 1);
        return text[from..end];
    }

    private sealed class Builder(int capacity)
    {
        private readonly StringBuilder text = new(capacity);
        private readonly List<int> at = new(capacity);

        public string Text => text.ToString();

        public int[] At => [.. at];

        public void Add(char c, int origin)
        {
            text.Append(c);
            at.Add(origin);
        }
    }
}
