namespace Funnel.Storage;

/// <summary>What every adapter asks of text: it must survive a trip through UTF-8.</summary>
internal static class StorageText
{
    /// <summary>Index of the first surrogate without its other half, or -1. Such text has no UTF-8 form and would come back changed.</summary>
    public static int LoneSurrogateAt(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    public static void RequireWellFormed(string text, string what, string parameter)
    {
        if (LoneSurrogateAt(text) is var at and >= 0)
        {
            throw new ArgumentException($"{what} has half of a surrogate pair at character {at}: it is not valid Unicode text.", parameter);
        }
    }

    /// <summary>3–63 lower-case letters and digits, beginning with a letter (queues may have single hyphens in between).</summary>
    public static bool IsName(string name, bool hyphens)
    {
        if (name.Length is < 3 or > 63 || !(char.IsAsciiLetterLower(name[0]) || (hyphens && char.IsAsciiDigit(name[0]))) || name[^1] == '-')
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            var fits = char.IsAsciiLetterLower(name[i]) || char.IsAsciiDigit(name[i]) || (hyphens && name[i] == '-' && name[i - 1] != '-');
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
