using System.Text;

namespace Funnel.Outreach.Linting;

/// <summary>Phone numbers and accounts: in digits, in characters (一三八, 壹叁捌, ①③⑧), spaced, dotted, or with letters for digits.</summary>
internal static class Numbers
{
    /// <summary>Digits in a row that no ordinary text has.</summary>
    private const int LongRun = 6;
    private const int PhoneDigits = 11;

    /// <summary>Groups of at least three, of so many digits together: 400-820-8820.</summary>
    private const int GroupedDigits = 9;
    private const int FewestInGroup = 3;

    /// <summary>Digits in a word with letters that make it look like an account: abc123.</summary>
    private const int AccountDigits = 3;
    private const int MostBetween = 3;

    /// <summary>Digits in a row, some of them written as letters.</summary>
    private const int LettersRun = 8;

    private const string Words = "〇零洞一二三四五六七八九壹贰叁肆伍陆柒捌玖幺妖弌弍弎";
    private const string Values = "00012345678912345678911123";

    /// <summary>Anything that looks like a phone number or an account; null when nothing does.</summary>
    public static string? FindAny(ReadText text) => Run(text, phonesOnly: false) ?? Account(text);

    /// <summary>A phone number, or an id behind WeChat's name.</summary>
    public static string? FindContact(ReadText text) => Run(text, phonesOnly: true) ?? (OffPlatform.Find(text) is { } word ? AccountAfter(text, word) : null);

    /// <summary>Runs of digits, each with what stands between them.</summary>
    private static string? Run(ReadText text, bool phonesOnly)
    {
        var shown = text.Shown;
        for (var start = 0; start < shown.Length; start++)
        {
            if (Digit(shown[start]) < 0)
            {
                continue;
            }

            var (groups, digits, end) = Read(shown, start);
            if (phonesOnly ? IsPhone(digits) : IsContact(groups, digits))
            {
                return text.ShownAs(start, end - start);
            }

            start = end - 1;
        }

        return null;
    }

    /// <summary>Digits from here on, in groups; between two groups stand at most three marks.</summary>
    private static (List<int> Groups, string Digits, int End) Read(string shown, int start)
    {
        var (groups, digits, end, letters) = (new List<int> { 0 }, new StringBuilder(), start, 0);
        for (var at = start; at < shown.Length && at - end <= MostBetween;)
        {
            var digit = Digit(shown[at]);
            if (digit < 0 && at == end && digits.Length >= 2 && Letter(shown[at]) is var meant and >= 0)
            {
                (digit, letters) = (meant, letters + 1);
            }

            if (digit >= 0)
            {
                if (at > end)
                {
                    groups.Add(0);
                }

                groups[^1]++;
                digits.Append((char)('0' + digit));
                end = ++at;
            }
            else if (IsBetween(shown[at]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        // With letters for digits it must be long, or it is a word behind a number.
        return letters > 0 && (digits.Length < LettersRun || letters > digits.Length - LettersRun / 2) ? ([0], "", end) : (groups, digits.ToString(), end);
    }

    private static bool IsContact(List<int> groups, string digits) =>
        groups.Max() >= LongRun
        || (IsPhone(digits) && groups.Count > 1)
        || (digits.Length >= LongRun && groups.All(g => g == 1))
        || (digits.Length >= GroupedDigits && groups.All(g => g >= FewestInGroup));

    private static bool IsPhone(string digits) => digits.Length is PhoneDigits or PhoneDigits + 2 && digits[^PhoneDigits] == '1' && digits[^(PhoneDigits - 1)] >= '3';

    private static bool IsBetween(char c) => c is not ('\n' or ',' or ':' or '%' or '~' or '¥' or '$' or '+') && !char.IsLetterOrDigit(c);

    private static int Digit(char c) => c is >= '0' and <= '9' ? c - '0' : Words.IndexOf(c) is var i and >= 0 ? Values[i] - '0' : -1;

    /// <summary>Inside a number, o is zero and l is one.</summary>
    private static int Letter(char c) => c switch { 'o' => 0, 'l' or 'i' => 1, _ => -1 };

    /// <summary>A word of Latin letters, digits, '-' and '_' with a letter and, behind it, some digits in a row.</summary>
    private static string? Account(ReadText text)
    {
        var shown = text.Shown;
        for (var start = 0; start < shown.Length; start++)
        {
            var (end, letter, run, longest) = (start, false, 0, 0);
            for (; end < shown.Length && IsHandle(shown[end]); end++)
            {
                letter |= shown[end] is >= 'a' and <= 'z';
                run = letter && char.IsAsciiDigit(shown[end]) ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            if (longest >= AccountDigits)
            {
                return text.ShownAs(start, end - start);
            }

            start = end;
        }

        return null;
    }

    /// <summary>Of a text that names WeChat: whether it names an id too, of five characters and more.</summary>
    private static string? AccountAfter(ReadText text, string word)
    {
        var shown = text.Shown;
        for (var start = 0; start < shown.Length; start++)
        {
            var end = start;
            for (; end < shown.Length && IsHandle(shown[end]); end++)
            {
            }

            if (end - start >= 5 && !word.Contains(text.ShownAs(start, end - start), StringComparison.OrdinalIgnoreCase)
                && shown[start..end] is not ("wechat" or "weixin" or "douyin" or "funnel") && shown[start..end].Any(char.IsAsciiDigit))
            {
                return text.ShownAs(start, end - start);
            }

            start = end;
        }

        return null;
    }

    private static bool IsHandle(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-';
}
