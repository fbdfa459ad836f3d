using System.Buffers;
using Funnel.Triage.Text;

namespace Funnel.Triage;

/// <summary>Why a comment is set aside before anything else looks at it.</summary>
public enum FilterReason : byte
{
    None,

    /// <summary>Nothing but spaces, punctuation, emoji.</summary>
    Empty,

    /// <summary>Only mentions of other people, with at most an interjection.</summary>
    FriendMention,

    /// <summary>Another seller's offer.</summary>
    Advert,
}

/// <summary>The first look at a normalised comment: empty ones, calls to friends, adverts.</summary>
internal static class CommentFilter
{
    /// <summary>Offers to third persons, in the first person of a seller. A person who asks never writes them.</summary>
    private static readonly SearchValues<string> SellerPhrases = SearchValues.Create(
        ["有需要的联系", "需要的联系我", "有需要加我", "需要的加我", "有需要的加", "需要的私我", "有需要私我", "有需要的私", "需要的滴滴我", "有需要的滴滴", "想要的私我",
         "想要的加我", "感兴趣的加我", "感兴趣的私", "想赚钱的", "想做副业的", "厂家直销", "一手货源", "诚招代理", "招代理", "招收代理", "欢迎选购", "欢迎订购",
         "欢迎下单", "欢迎咨询", "欢迎来电", "欢迎到店", "支持一件代发", "一件代发", "日赚", "日结工资", "兼职日结", "刷单", "专业代", "本店主营", "本公司主营", "我们厂家",
         "看我主页", "点我主页", "点我头像", "看我头像", "我主页有", "我家有卖", "我这里有卖", "我们店有卖", "长期供应", "批发零售"],
        StringComparison.Ordinal);

    /// <summary>All filters.</summary>
    internal static FilterReason Reason(ReadOnlySpan<char> codes) =>
        Emptiness(codes) is var reason and not FilterReason.None ? reason : IsAdvert(codes) ? FilterReason.Advert : FilterReason.None;

    internal static bool IsAdvert(ReadOnlySpan<char> codes) => codes.Length >= 6 && codes.IndexOfAny(SellerPhrases) >= 0;

    /// <summary>The cheap filters, which every comment passes.</summary>
    internal static FilterReason Emptiness(ReadOnlySpan<char> codes)
    {
        var (letters, mentions) = (0, 0);
        foreach (var code in codes)
        {
            if (code == Normalizer.Mention)
            {
                mentions++;
            }
            else if (code >= '一' && code <= '鿿' || code >= '0' && code <= '9' || code >= 'a' && code <= 'z' || code == Normalizer.Number || IsOtherLetter(code))
            {
                letters++;
                if (letters > 2)
                {
                    break;
                }
            }
        }

        if (letters == 0)
        {
            return mentions > 0 ? FilterReason.FriendMention : FilterReason.Empty;
        }

        return mentions > 0 && letters <= 2 && codes[0] == Normalizer.Mention && !HasQuestion(codes) ? FilterReason.FriendMention : FilterReason.None;
    }

    private static bool HasQuestion(ReadOnlySpan<char> codes) => codes.ContainsAny('?', '求', '价');

    /// <summary>A lone question mark asks nothing; kana, hangul, Latin with accents are text.</summary>
    private static bool IsOtherLetter(char code) => code > 0x7F && code < Normalizer.Mention && char.IsLetter(code);
}
