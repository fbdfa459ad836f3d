using System.Text.RegularExpressions;

namespace Funnel.Outreach;

/// <summary>
/// Refuses wordings that platforms punish as steering people off the platform: WeChat ids and words, phone numbers, links, QR codes in public
/// text; links in private text; anything over the length. It is a list of what is known to be detected, not a promise that the rest passes.
/// </summary>
public static partial class WordingLinter
{
    /// <summary>Problems of one wording, each as a sentence an operator can act on; empty when there are none.</summary>
    /// <param name="isPublic">A public reply; false for a private message, where only links are refused.</param>
    /// <param name="maxChars">Longest text the platform takes.</param>
    public static IReadOnlyList<string> Check(string text, bool isPublic, int maxChars)
    {
        var folded = Narrow(text);
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add("is empty");
        }

        if (text.Length > maxChars)
        {
            problems.Add($"is {text.Length} characters long; the platform takes {maxChars}");
        }

        if (Links().Match(folded) is { Success: true } link)
        {
            problems.Add($"has a link ('{link.Value}'), which is refused");
        }

        if (isPublic && WeChat().Match(folded) is { Success: true } word)
        {
            problems.Add($"has '{word.Value}': words that lead off the platform are punished in public; invite to the private chat instead");
        }

        if (isPublic && Numbers().Match(folded) is { Success: true } number)
        {
            problems.Add($"has '{number.Value}', which looks like a phone number or an account: punished in public");
        }

        return problems;
    }

    /// <summary>Full-width letters and digits as ordinary ones: not by Unicode normalisation, which does nothing without ICU.</summary>
    internal static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i] = wide[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(wide[i] - 0xFEE0),
                '\u3000' => ' ',
                _ => wide[i],
            };
        }
    });

    [GeneratedRegex(@"https?://|www\.|\b[a-z0-9-]+\.(?:com|cn|net|top|xyz|cc|vip|shop|link|io)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Links();

    [GeneratedRegex(@"微信|薇信|威信|维信|徽信|加[vVwW薇微威维]|[vVwW][xX]|wechat|weixin|公众号|二维码|扫码|QQ群?|扣扣|企鹅号|\b[vV]信|加群|绿泡泡", RegexOptions.IgnoreCase)]
    private static partial Regex WeChat();

    [GeneratedRegex(@"1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|\d{6,}|[a-zA-Z][a-zA-Z0-9_-]*\d{3,}[a-zA-Z0-9_-]*", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
