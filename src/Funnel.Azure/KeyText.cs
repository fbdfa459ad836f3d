using System.Buffers;
using System.Text;

namespace Funnel.Azure;

/// <summary>
/// Keys as Table Storage takes them: it forbids <c>/ \ # ?</c> and control characters. Each of these is written as the allowed character that
/// stands next to it in the order, followed by a letter that says which of the two it is; so the order of the written keys is the ordinal
/// order of the keys, and a key of 256 characters has at most 512: 1 KiB, the service's limit. Keys made of letters, digits, '-', '_'
/// and ':' are written as they are.
/// </summary>
internal static class KeyText
{
    // In ascending order, as the order of what they stand for must be kept; 34 are needed.
    private const string Marks = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Characters from First to Last are written as Carrier and the mark of their place; Carrier is one of them, and allowed.
    private static readonly (char First, char Last, char Carrier)[] Groups =
    [
        ('\u0000', ' ', ' '),
        ('"', '#', '"'),
        ('.', '/', '.'),
        ('>', '?', '>'),
        ('[', '\\', '['),
        ('~', '\u009f', '~'),
    ];

    private static readonly SearchValues<char> Carriers = SearchValues.Create([.. Groups.Select(group => group.Carrier)]);

    // Most keys have nothing else, and are passed on untouched.
    private static readonly SearchValues<char> Plain = SearchValues.Create("-:_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Encode(string key)
    {
        if (!key.AsSpan().ContainsAnyExcept(Plain))
        {
            return key;
        }

        var text = new StringBuilder(key.Length + 16);
        foreach (var c in key)
        {
            if (Array.Find(Groups, group => c >= group.First && c <= group.Last) is { Carrier: not '\0' } group)
            {
                text.Append(group.Carrier).Append(Marks[c - group.First]);
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The text was not written by <see cref="Encode"/>.</exception>
    public static string Decode(string text)
    {
        if (!text.AsSpan().ContainsAny(Carriers))
        {
            return text;
        }

        var key = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            key.Append(Array.Find(Groups, group => group.Carrier == text[i]) is { Carrier: not '\0' } group ? Read(text, ++i, group) : text[i]);
        }

        return key.ToString();
    }

    private static char Read(string text, int at, (char First, char Last, char Carrier) group)
    {
        var place = at < text.Length ? Marks.IndexOf(text[at], StringComparison.Ordinal) : -1;
        return place >= 0 && place <= group.Last - group.First
            ? (char)(group.First + place)
            : throw new FormatException("a key was not written by this program: a character that marks an escape stands alone.");
    }
}
