using System.Text;

namespace Funnel.Triage.Text;

/// <summary>
/// The first letter of a character's reading. The 3,755 common characters stand in GB 2312 in the order of their readings, so the code point gives the
/// letter; rarer characters, and characters with several readings beyond their usual one, have none here.
/// </summary>
internal static class PinyinInitials
{
    /// <summary>The first code of each letter in GB 2312, rows 16–55 (no reading begins with i, u or v).</summary>
    private static readonly (int First, char Letter)[] Starts =
    [
        (0xB0A1, 'a'), (0xB0C5, 'b'), (0xB2C1, 'c'), (0xB4EE, 'd'), (0xB6EA, 'e'), (0xB7A2, 'f'), (0xB8C1, 'g'), (0xB9FE, 'h'), (0xBBF7, 'j'), (0xBFA6, 'k'),
        (0xC0AC, 'l'), (0xC2E8, 'm'), (0xC4C3, 'n'), (0xC5B6, 'o'), (0xC5BE, 'p'), (0xC6DA, 'q'), (0xC8BB, 'r'), (0xC8F6, 's'), (0xCBFA, 't'), (0xCDDA, 'w'),
        (0xCEF4, 'x'), (0xD1B9, 'y'), (0xD4D1, 'z'),
    ];

    private const int Last = 0xD7F9;

    private static readonly Encoding Gb2312 = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    /// <summary>The initials of a phrase of at least two Chinese characters, or null when one has no known reading or the phrase holds anything else.</summary>
    internal static string? Of(string phrase)
    {
        if (phrase.Length < 2)
        {
            return null;
        }

        var letters = new char[phrase.Length];
        for (var i = 0; i < phrase.Length; i++)
        {
            if (Of(phrase[i]) is not { } letter)
            {
                return null;
            }

            letters[i] = letter;
        }

        return new string(letters);
    }

    private static char? Of(char c)
    {
        var bytes = Gb2312.GetBytes([c]);
        if (bytes.Length != 2)
        {
            return null;
        }

        var code = bytes[0] << 8 | bytes[1];
        if (code < Starts[0].First || code > Last)
        {
            return null;
        }

        return Starts.Last(s => s.First <= code).Letter;
    }
}
