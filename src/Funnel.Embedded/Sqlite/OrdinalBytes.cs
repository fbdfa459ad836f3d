namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Keys as bytes whose order is the ordinal order of the text. SQLite compares UTF-8, which puts emoji (surrogate pairs) after U+FFFF
/// where UTF-16 puts them before U+E000; writing each UTF-16 unit for itself in the manner of UTF-8 (CESU-8) keeps the ordinal order,
/// takes any text a range bound may be, and is plain UTF-8 for everything outside the pairs.
/// </summary>
internal static class OrdinalBytes
{
    /// <summary>Less than or equal to every key: keys are not empty.</summary>
    public static readonly byte[] Least = [0];

    /// <summary>Greater than every key: no key has this byte.</summary>
    public static readonly byte[] Beyond = [0xFF];

    public static byte[] From(string text) => Write(text, extra: 0);

    /// <summary>The least key that is greater than <paramref name="text"/>.</summary>
    public static byte[] After(string text) => Write(text, extra: 1);

    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = bytes.Length <= 1024 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        var length = 0;
        for (var i = 0; i < bytes.Length; length++)
        {
            text[length] = Read(bytes, ref i);
        }

        return new(text[..length]);
    }

    private static char Read(ReadOnlySpan<byte> bytes, ref int i)
    {
        var first = bytes[i++];
        return first switch
        {
            < 0x80 => (char)first,
            < 0xE0 => (char)(((first & 0x1F) << 6) | (bytes[i++] & 0x3F)),
            _ => (char)(((first & 0x0F) << 12) | ((bytes[i++] & 0x3F) << 6) | (bytes[i++] & 0x3F)),
        };
    }

    private static byte[] Write(string text, int extra)
    {
        var bytes = new byte[Length(text) + extra];
        var at = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case < '\u0080':
                    bytes[at++] = (byte)c;
                    break;
                case < '\u0800':
                    bytes[at++] = (byte)(0xC0 | (c >> 6));
                    bytes[at++] = (byte)(0x80 | (c & 0x3F));
                    break;
                default:
                    bytes[at++] = (byte)(0xE0 | (c >> 12));
                    bytes[at++] = (byte)(0x80 | ((c >> 6) & 0x3F));
                    bytes[at++] = (byte)(0x80 | (c & 0x3F));
                    break;
            }
        }

        return bytes;
    }

    private static int Length(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            length += c < '\u0080' ? 0 : c < '\u0800' ? 1 : 2;
        }

        return length;
    }
}
