using System.Collections.Frozen;

namespace Funnel.Outreach.Linting;

/// <summary>Addresses of pages, however they are spelled.</summary>
internal static class Links
{
    private const int LongestDomain = 8;

    private static readonly FrozenSet<string> Domains = FrozenSet.Create(StringComparer.Ordinal,
        "com", "cn", "net", "org", "top", "xyz", "cc", "vip", "shop", "link", "io", "me", "co", "app", "site", "online", "store", "ltd", "club", "tv", "info", "pro", "ink", "fun",
        "wang", "ren", "icu", "tech", "gov", "edu", "hk", "tw", "biz", "mobi", "asia", "cloud", "zone", "ly", "gl", "gg");

    /// <summary>What is written where a link stands; null when none does.</summary>
    public static string? Find(ReadText text)
    {
        foreach (var start in (ReadOnlySpan<string>)["hxxp", "www."])
        {
            if (text.Shown.IndexOf(start, StringComparison.Ordinal) is var at and >= 0)
            {
                return text.ShownAs(at, start.Length);
            }
        }

        foreach (var spelled in (ReadOnlySpan<string>)["http", "点com", "点cn", "点net", "dotcom"])
        {
            if (text.Letters.IndexOf(spelled, StringComparison.Ordinal) is var at and >= 0)
            {
                return text.LettersAs(at, spelled.Length);
            }
        }

        return Domain(text);
    }

    /// <summary>A dot with a name before it and a domain behind it; blanks around the dot hide nothing.</summary>
    private static string? Domain(ReadText text)
    {
        var shown = text.Shown;
        for (var dot = shown.IndexOf('.'); dot >= 0; dot = shown.IndexOf('.', dot + 1))
        {
            var (left, right) = (dot - 1, dot + 1);
            left -= left >= 0 && shown[left] == ' ' ? 1 : 0;
            right += right < shown.Length && shown[right] == ' ' ? 1 : 0;
            var end = right;
            while (end < shown.Length && end - right <= LongestDomain && shown[end] is >= 'a' and <= 'z')
            {
                end++;
            }

            var spaced = right - left > 2;
            if (left >= 0 && shown[left] is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' && Domains.Contains(shown[right..end])
                && (!spaced || end == shown.Length || shown[end] is not ' ')) // "ok. me too" is a sentence
            {
                while (left > 0 && shown[left - 1] is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.')
                {
                    left--;
                }

                return text.ShownAs(left, end - left);
            }
        }

        return null;
    }
}
