using System.Globalization;
using System.Text;

namespace Funnel.Files;

/// <param name="MarkLength">Bytes of the byte order mark in front.</param>
/// <param name="Note">What the operator should know, or null.</param>
internal sealed record FoundEncoding(Encoding Encoding, int MarkLength, string? Note = null);

/// <summary>
/// Finds out in which encoding a file is: by its byte order mark; else UTF-8 when every byte fits it; else GB18030 (which holds GBK and GB2312, what Chinese Windows
/// programs write) when every byte fits and it reads like Chinese. Anything else is refused with what it seems to be, for text in the wrong encoding is worse
/// than none: it matches no rule, and it may be posted.
/// </summary>
internal static class EncodingFinder
{
    private const int HeadBytes = 1 << 16;
    private const string Advice = "Save it as UTF-8 (in Excel: \"CSV UTF-8\"; in an editor: encoding UTF-8) and try again.";

    private static readonly (byte[] Mark, string Name, Encoding Encoding)[] Marks =
    [
        // The longer marks first: that of UTF-32 LE begins like that of UTF-16 LE.
        ([0xFF, 0xFE, 0, 0], "UTF-32 LE", new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], "UTF-32 BE", new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0x84, 0x31, 0x95, 0x33], "GB18030", Gb18030.Strict),
        ([0xEF, 0xBB, 0xBF], "UTF-8", StrictUtf8),
        ([0xFF, 0xFE], "UTF-16 LE", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], "UTF-16 BE", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    private static UTF8Encoding StrictUtf8 => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="name">What errors call it.</param>
    /// <exception cref="TextFileException">It is no text in an encoding that can be told.</exception>
    public static FoundEncoding Find(Stream bytes, string name)
    {
        var head = Head(bytes);
        foreach (var (mark, called, encoding) in Marks.Where(m => head.AsSpan().StartsWith(m.Mark)))
        {
            return StrictScan.FirstBad(bytes, encoding, mark.Length) is not { } bad
                ? new(encoding, mark.Length)
                : throw new TextFileException($"{name} begins with the byte order mark of {called}, but {bad} does not belong to it. {Advice}", TextProblem.Mark, [called, .. bad.Args]);
        }

        if (KnownFiles.Describe(head) is { } known)
        {
            throw new TextFileException($"{name} is {known.What}", known.Problem);
        }

        if (SeemsUtf16(head) is { } order)
        {
            throw new TextFileException($"{name} seems to be UTF-16 {order} text without a byte order mark. {Advice}", TextProblem.Utf16);
        }

        return StrictScan.FirstBad(bytes, StrictUtf8, 0) is not { } first ? new(StrictUtf8, 0) : NotUtf8(bytes, name, first);
    }

    private static FoundEncoding NotUtf8(Stream bytes, string name, BadByte first)
    {
        var (whole, broken) = StrictScan.CountUtf8(bytes);
        if (whole > 4 * broken)
        {
            var places = broken == 1 ? "one place" : string.Create(CultureInfo.InvariantCulture, $"{broken} places");
            throw new TextFileException(
                $"{name} is UTF-8 text that is broken at {places}: {first} does not belong there. Mend or delete that character, or have the file made again.",
                TextProblem.Broken, [broken.ToString(CultureInfo.InvariantCulture), .. first.Args]);
        }

        if (StrictScan.FirstBad(bytes, Gb18030.Strict, 0) is { } badEither)
        {
            throw new TextFileException($"{name} is neither UTF-8 ({first} does not fit) nor GB18030 or GBK ({badEither} does not fit). {Advice}", TextProblem.NoEncoding, first.Args);
        }

        return Gb18030.ReadsLikeChinese(bytes)
            ? new(Gb18030.Strict, 0, "is not UTF-8; read as GB18030.")
            : throw new TextFileException($"{name} is not UTF-8 ({first} does not fit), and what it says as GB18030 or GBK is not Chinese. {Advice}", TextProblem.NotChinese, first.Args);
    }

    private static byte[] Head(Stream bytes)
    {
        bytes.Position = 0;
        var head = new byte[HeadBytes];
        return head[..bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    /// <summary>In UTF-16 every ASCII character has a zero byte, always on the same side; other text has next to none.</summary>
    private static string? SeemsUtf16(byte[] head)
    {
        var (even, odd, lineEnds) = (0, 0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
            lineEnds += (head[i], head[i + 1]) is (0, (byte)'\n') or ((byte)'\n', 0) ? 1 : 0;
        }

        var (most, least) = (Math.Max(even, odd), Math.Min(even, odd));
        var many = (most >= 2 && most > head.Length / 200) || lineEnds > 0;
        return !many || least * 10 > most ? null : odd > even ? "LE" : "BE";
    }
}
