using System.Buffers;

namespace Funnel.Triage.Training.Reporting;

/// <summary>What a list of words would do: the yardstick beside which the model is reported.</summary>
internal static class KeywordBaseline
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["多少钱", "价格", "几块", "多少米", "怎么卖", "怎么买", "哪里买", "哪买", "链接", "求", "资料", "教程", "电子版", "模板", "在哪", "哪里", "地址", "位置",
         "怎么联系", "联系方式", "电话", "微信", "私信", "私我", "发我", "发一下", "想要", "想买", "怎么弄", "怎么做", "怎么用", "什么时候", "有没有", "还有吗", "请问",
         "什么牌子", "什么歌", "收费", "免费吗", "预约", "报名", "同款", "店名", "人均"],
        StringComparison.Ordinal);

    internal static bool SaysInquiry(string text) => text.AsSpan().IndexOfAny(Words) >= 0;
}
