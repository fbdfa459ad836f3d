using System.Text.RegularExpressions;

namespace Funnel.Triage.Asking;

/// <summary>Takes out what could name a person before a comment leaves the house.</summary>
internal static partial class PersonalData
{
    private const int MaxLength = 300;

    internal static string Mask(string text)
    {
        var cut = TextCutter.Chars(text, MaxLength);
        cut = Address().Replace(cut, "<邮箱>");
        cut = Link().Replace(cut, "<网址>");
        cut = Mention().Replace(cut, "@某人 ");
        cut = Account().Replace(cut, "$1<账号>");
        return Digits().Replace(cut, "<号码>");
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
