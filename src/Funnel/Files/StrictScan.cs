using System.Globalization;
using System.Text;

namespace Funnel.Files;

/// <summary>A byte that does not fit, and where it stands.</summary>
/// <param name="Offset">From 0, from the beginning of the file.</param>
/// <param name="Line">From 1.</param>
internal sealed record BadByte(byte Value, long Offset, long Line)
{
    /// <summary>Value, offset and line.</summary>
    public string[] Args => [Value.ToString("X2", CultureInfo.InvariantCulture), Offset.ToString(CultureInfo.InvariantCulture), Line.ToString(CultureInfo.InvariantCulture)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"byte 0x{Value:X2} at offset {Offset} (line {Line})");
}

/// <summary>Runs over a whole file, a piece at a time.</summary>
internal static class StrictScan
{
    private const int PieceBytes = 1 << 16;

    /// <summary>The first byte that is not of this encoding, or null.</summary>
    /// <param name="strict">Throws at what it cannot decode.</param>
    /// <param name="from">Where to begin: behind the byte order mark.</param>
    public static BadByte? FirstBad(Stream bytes, Encoding strict, int from)
    {
        var decoder = strict.GetDecoder();
        var (piece, chars) = (new byte[PieceBytes], new char[strict.GetMaxCharCount(PieceBytes)]);
        long offset = bytes.Position = from;
        while (true)
        {
            var read = bytes.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            try
            {
                decoder.GetChars(piece.AsSpan(0, read), chars, flush: read < piece.Length);
            }
            catch (DecoderFallbackException e)
            {
                return At(bytes, strict, from, Math.Max(from, offset + e.Index));
            }

            if (read < piece.Length)
            {
                return null;
            }

            offset += read;
        }
    }

    /// <summary>How many characters beyond ASCII the file has when it is read as UTF-8, and how many places are no UTF-8.</summary>
    public static (long Whole, long Broken) CountUtf8(Stream bytes)
    {
        bytes.Position = 0;
        using var reader = new StreamReader(bytes, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, PieceBytes, leaveOpen: true);
        var chars = new char[PieceBytes];
        var (whole, broken) = (0L, 0L);
        int read;
        while ((read = reader.Read(chars)) > 0)
        {
            foreach (var c in chars.AsSpan(0, read))
            {
                whole += c > '\u007F' && c != '\uFFFD' ? 1 : 0;
                broken += c == '\uFFFD' ? 1 : 0;
            }
        }

        return (whole, broken);
    }

    private static BadByte At(Stream bytes, Encoding strict, int from, long offset)
    {
        bytes.Position = offset;
        var value = bytes.ReadByte();
        var lenient = (Encoding)strict.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return new((byte)value, offset, LinesBefore(bytes, lenient, from, offset) + 1);
    }

    private static long LinesBefore(Stream bytes, Encoding lenient, int from, long end)
    {
        bytes.Position = from;
        var decoder = lenient.GetDecoder();
        var (piece, chars) = (new byte[PieceBytes], new char[lenient.GetMaxCharCount(PieceBytes)]);
        var lines = 0L;
        for (var left = end - from; left > 0;)
        {
            var read = bytes.ReadAtLeast(piece.AsSpan(0, (int)Math.Min(left, piece.Length)), minimumBytes: 1, throwOnEndOfStream: true);
            lines += chars.AsSpan(0, decoder.GetChars(piece.AsSpan(0, read), chars, flush: false)).Count('\n');
            left -= read;
        }

        return lines;
    }
}
