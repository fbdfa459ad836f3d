using System.Buffers;

namespace Funnel.Triage.Text;

/// <summary>Where a mention ends, and whom it addresses.</summary>
internal static class Mentions
{
    private const int MaxLength = 24;

    /// <summary>Who is called by these is the poster, not a friend: the mention is a form of address like any other.</summary>
    private static readonly string[] Authors = ["作者", "博主", "楼主", "up主", "店家", "商家", "老板", "掌柜", "客服", "主播"];

    /// <summary>Platforms end a name at a space; people who type one by hand forget it. No name is taken to hold these.</summary>
    private static readonly SearchValues<string> Asking = SearchValues.Create(
        ["多少钱", "多少錢", "什么价", "什麼價", "怎么买", "怎麼買", "怎么卖", "怎麼賣", "在哪买", "哪里买", "哪裡買", "求链接", "求連結", "求资料", "求資料", "求教程", "求同款", "求地址"],
        StringComparison.Ordinal);

    /// <param name="name">The text behind the @.</param>
    internal static bool OfAuthor(ReadOnlySpan<char> name)
    {
        foreach (var author in Authors)
        {
            if (name.StartsWith(author, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first unit after the mention that begins at <paramref name="at"/>.</summary>
    internal static int End(ReadOnlySpan<char> text, int at)
    {
        if (text[at..].StartsWith("@某人", StringComparison.Ordinal))
        {
            return at + 3;
        }

        var end = Math.Min(text.Length, at + MaxLength);
        var after = at + 1;
        while (after < end && (char.IsLetterOrDigit(text[after]) || text[after] is '_' or '-' or '.' or '·'))
        {
            after++;
        }

        var asked = text[(at + 1)..after].IndexOfAny(Asking);
        return asked > 0 ? at + 1 + asked : after;
    }
}
