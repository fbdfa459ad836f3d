using System.Buffers;

namespace Funnel.Outreach.Linting;

/// <summary>Words that lead off the platform: WeChat, QQ, codes to scan, groups; in characters that sound alike, in letters, in pinyin, with anything between.</summary>
internal static class OffPlatform
{
    /// <summary>Refused wherever they stand.</summary>
    private static readonly string[] Words =
    [
        "微信", "薇信", "威信", "维信", "徽信", "溦信", "葳信", "巍信", "魏信", "嶶信", "危信", "唯信", "围信", "韦信", "卫信", "微伈", "微訫", "微讯", "薇讯", "威讯", "薇芯", "威芯", "薇心", "微xin", "wei信", "微亻言",
        "薇亻言", "威亻言", "v信", "w信", "vx信", "wx信", "v芯", "v讯", "v心", "v伈", "vxin", "wxin", "vixin", "v+x", "w+x", "v亻言", "微x", "薇x", "威x", "微号", "薇号", "威号", "v号", "w号", "v我", "薇我", "微我号",
        "vx", "wx", "wechat", "weixin", "wexin", "weichat", "vchat", "wecaht", "绿泡泡", "绿泡", "绿色软件", "绿色app", "绿信", "绿聊", "绿标软件", "小绿泡", "同号",
        "公众号", "公重号", "gongzhonghao", "二维码", "二唯码", "二维吗", "2维码", "erweima", "扫码", "扫一扫", "扫描下", "saoma", "识别图", "长按识别",
        "加群", "进群", "拉群", "入群", "群号", "加裙", "进裙", "裙号", "jiaqun", "企鹅号", "企鹅群", "企鹅裙", "加企鹅", "企鹅联系", "扣扣", "抠抠", "叩叩", "口口号", "加球球", "球球群", "球球号", "扣裙", "扣群", "koukou", "qq", "q群", "q裙", "q号", "加q",
        "卫星号", "卫星信", "卫星同", "卫星联系", "卫星找", "卫星搜", "卫星聊", "卫星v", "加卫星", "卫星+", "jiawo", "jiav", "jiaq", "jiawx", "jiawechat", "telegram", "whatsapp", "电报群", "飞机号", "飞机群",
    ];

    private static readonly SearchValues<string> AnyWord = SearchValues.Create(Words, StringComparison.Ordinal);

    /// <summary>Also the end of one word and the beginning of another, when a comma stands between.</summary>
    private static readonly string[] OnlyTogether = ["威信", "卫信", "唯信", "围信", "危信", "韦信", "v心", "v我", "薇我", "微x", "威x", "同号", "进群", "入群", "微号", "威号"];

    /// <summary>稍微，信我: behind these it means "a little".</summary>
    private static readonly SearchValues<char> BeforeLittle = SearchValues.Create("稍略轻细些卑低");

    /// <summary>"Add" in its spellings.</summary>
    private static readonly SearchValues<char> Adding = SearchValues.Create("加+伽珈茄咖佳嘉枷迦");

    private const string Pinyin = "jia";
    private const int MostFillers = 3;

    /// <summary>What may stand between "add" and whom.</summary>
    private static readonly string[] Fillers = ["我", "俺", "吾", "咱", "偶", "你", "您", "下", "个", "一下", "一个", "本人", "店主", "老师", "客服", "老板", "博主", "好友", "的", "wo"];

    /// <summary>WeChat in one character, and the words that begin with it and mean something else.</summary>
    private static readonly (string Sign, string[] Harmless)[] Signs =
    [
        ("v", ["ip", "log", "ideo", "ivo", "er", "ol", "iew", "oice", "r", "s", "5", "6"]),
        ("w", ["i", "o", "e", "a", "h", "r", "y", "u"]),
        ("微", ["量", "波", "笑", "调", "课", "辣", "醺", "博", "积", "风", "店", "甜", "商", "距", "米", "电", "型", "小", "观", "生", "软", "热", "弱", "妙", "光", "火", "雨", "凉", "晶", "整", "胖", "卷"]),
        ("薇", ["娅", "诺"]), ("威", ["力", "士", "廉", "尼", "海", "猛", "武", "风"]), ("维", ["生", "护", "他", "权", "修", "持", "多", "达", "c", "b", "e", "d", "a", "系", "度", "也"]),
        ("徽", ["章", "州", "标"]), ("魏", []), ("溦", []), ("葳", []), ("嶶", []), ("巍", ["山", "然"]), ("卫星", []), ("绿泡", []), ("企鹅", []), ("扣扣", []), ("球球", []),
    ];

    /// <summary>What is written where such a word stands; null when none does.</summary>
    public static string? Find(ReadText text)
    {
        var letters = text.Letters;
        for (var from = 0; letters.AsSpan(from).IndexOfAny(AnyWord) is var found and >= 0; from += found + 1)
        {
            var at = from + found;
            var word = Words.Where(w => letters.AsSpan(at).StartsWith(w, StringComparison.Ordinal)).MaxBy(w => w.Length)!;
            if (IsWord(text, at, word))
            {
                return text.LettersAs(at, word.Length);
            }
        }

        return Added(text);
    }

    /// <summary>A word of Latin letters that is put together over spaces must begin and end where words do: "level x" is none.</summary>
    private static bool IsWord(ReadText text, int at, string word)
    {
        var isOne = Enumerable.Range(at + 1, word.Length - 1).All(text.AreTogether);
        if (!isOne && ((OnlyTogether.Contains(word) && text.IsParted(at, word.Length)) || (at > 0 && BeforeLittle.Contains(text.Letters[at - 1]))))
        {
            return false;
        }

        var latin = word.TakeWhile(char.IsAsciiLetter).Count();
        var begins = at == 0 || !char.IsAsciiLetter(text.Letters[at - 1]) || !text.AreTogether(at);
        var end = at + word.Length;
        var ends = latin < word.Length || end == text.Letters.Length || !char.IsAsciiLetter(text.Letters[end]) || !text.AreTogether(end);
        return latin == 0 || (latin == 1 ? begins : isOne || (begins && ends));
    }

    /// <summary>"Add me on …", with WeChat in one character.</summary>
    private static string? Added(ReadText text)
    {
        var letters = text.Letters;
        for (var at = Next(letters, -1); at >= 0; at = Next(letters, at))
        {
            var isPinyin = letters[at] is 'j';
            var rest = at + (isPinyin ? Pinyin.Length : 1);
            for (var fillers = 0; fillers < MostFillers && Array.Find(Fillers, f => letters.AsSpan(rest).StartsWith(f, StringComparison.Ordinal)) is { } filler; fillers++)
            {
                rest += filler.Length;
            }

            var unsure = letters[at] is not '加' && rest == at + 1; // 10+w and 咖 are often something else
            if (Array.Find(Signs, s => Says(letters, rest, s.Sign, s.Harmless)) is { Sign: { } sign } && !(unsure && sign is ("w" or "维" or "威")))
            {
                return text.LettersAs(at, rest + sign.Length - at);
            }

            if (letters[at] == '+' && rest > at + 1 && letters[at + 1] == '我')
            {
                return text.LettersAs(at, rest - at);
            }
        }

        return null;
    }

    private static int Next(string letters, int at)
    {
        for (at++; at < letters.Length; at++)
        {
            if (Adding.Contains(letters[at]) || letters.AsSpan(at).StartsWith(Pinyin, StringComparison.Ordinal))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Says(string letters, int at, string sign, string[] harmless) =>
        letters.AsSpan(at).StartsWith(sign, StringComparison.Ordinal)
        && !harmless.Any(h => letters.AsSpan(at + sign.Length).StartsWith(h, StringComparison.Ordinal));
}
