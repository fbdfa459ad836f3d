using System.Text;

namespace Funnel.Files;

/// <summary>GB18030, the encoding of Chinese Windows: a superset of GBK and GB2312.</summary>
internal static class Gb18030
{
    private const byte FirstLead = 0x81;
    private const int PieceBytes = 1 << 16;

    /// <summary>
    /// Of Chinese in GBK nearly all characters are in the part that GB2312 had already: all of simplified text, more than half of traditional text. Big5, Shift-JIS and
    /// Latin 1 fit GBK by their bytes, too, but a third of theirs at most comes to lie there.
    /// </summary>
    private const double LeastCommon = 0.55;

    /// <summary>Throws at what it cannot decode.</summary>
    public static Encoding Strict { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Whether a file that can be decoded is likely to have been written so.</summary>
    public static bool ReadsLikeChinese(Stream bytes)
    {
        bytes.Position = 0;
        var piece = new byte[PieceBytes];
        var (all, common, lead, rest) = (0L, 0L, 0, 0);
        int read;
        while ((read = bytes.Read(piece)) > 0)
        {
            foreach (var b in piece.AsSpan(0, read))
            {
                if (rest > 0)
                {
                    rest--; // the third and fourth byte of a long form: emoji and rare characters, which every text may have
                }
                else if (lead == 0)
                {
                    lead = b >= FirstLead ? b : 0;
                }
                else
                {
                    var isLong = b is >= 0x30 and <= 0x39;
                    all += isLong ? 0 : 1;
                    common += !isLong && IsCommon(lead, b) ? 1 : 0;
                    (lead, rest) = (0, isLong ? 2 : 0);
                }
            }
        }

        return common >= all * LeastCommon;
    }

    /// <summary>GB2312's punctuation, letters and digits (rows 1–3), and its ideographs (rows 16–87).</summary>
    private static bool IsCommon(int lead, byte trail) => trail >= 0xA1 && lead is (>= 0xA1 and <= 0xA3) or (>= 0xB0 and <= 0xF7);
}
