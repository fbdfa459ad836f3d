using System.Text.RegularExpressions;

namespace Funnel.Triage.Asking;

/// <summary>Takes out what could name a person before a comment leaves the house.</summary>
internal static partial class PersonalData
{
    private const int MaxLength = 300;

    /// <summary>Cut last: half a number or address would not be known as one.</summary>
    internal static string Mask(string text)
    {
        var masked = Address().Replace(text, "<邮箱>");
        masked = Link().Replace(masked, "<网址>");
        masked = Mention().Replace(masked, "@某人 ");
        masked = Account().Replace(masked, "$1<账号>");
        return TextCutter.Chars(Digits().Replace(masked, "<号码>"), MaxLength);
    }

    [GeneratedRegex(@"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(https?://|www\.)[^\s]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"[@＠][^\s@＠,，。!！?？:：]{1,30}\s?", RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(@"((?:微信|薇信|威信|vx|wx|v信|qq|加v|加我)[号是:：\s]*)[A-Za-z0-9_-]{5,}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    /// <summary>Five digits and more, however they are spaced: no price or size has so many.</summary>
    [GeneratedRegex(@"[0-9０-９](?:[\s-]?[0-9０-９]){4,}", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
