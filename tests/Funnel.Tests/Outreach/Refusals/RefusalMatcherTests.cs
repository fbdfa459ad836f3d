using Funnel.Outreach.Refusals;
using Xunit.Abstractions;

namespace Funnel.Tests.Outreach.Refusals;

/// <summary>Own sentences of people who want to be left alone, and of people whose words only look like it: polite and rude ones, dialects, English, mixtures, traditional characters, emoji.</summary>
public sealed class RefusalMatcherTests(ITestOutputHelper output)
{
    /// <summary>Most of a set that may be taken for the other.</summary>
    private const double MostWrong = 0.02;

    [Theory]
    [InlineData("chat-refusals.txt", RefusalPlace.Chat, true)]
    [InlineData("chat-look-alikes.txt", RefusalPlace.Chat, false)]
    [InlineData("comment-refusals.txt", RefusalPlace.Comment, true)]
    [InlineData("comment-look-alikes.txt", RefusalPlace.Comment, false)]
    public void Intent_is_told_from_words(string file, RefusalPlace place, bool refusal)
    {
        var all = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Outreach", "Refusals", file));
        var wrong = all.Where(l => RefusalMatcher.IsRefusal(l, place) != refusal).ToList();
        output.WriteLine($"{all.Length - wrong.Count} of {all.Length}; not: {string.Join(" / ", wrong)}");
        Assert.True(wrong.Count <= all.Length * MostWrong, $"{wrong.Count} of {all.Length}: {string.Join(" / ", wrong)}");
    }

    [Theory]
    [InlineData("不小心取消了订单 能重新领吗", false)]
    [InlineData("怎么取消关注后还能领吗", false)]
    [InlineData("可以取消预约吗", false)]
    [InlineData("std机器多少钱", false)]
    [InlineData("退订怎么弄不了啊 想要资料", false)]
    [InlineData("要不要了解一下", false)]
    [InlineData("这个不要了,换那个多少钱", false)]
    [InlineData("别发了吧已经收到了谢谢", true)]
    [InlineData("不要了", true)]
    [InlineData("退订", true)]
    public void What_was_reported_is_told_right(string text, bool refusal) => Assert.Equal(refusal, RefusalMatcher.IsRefusal(text, RefusalPlace.Chat));

    [Theory]
    [InlineData("退订", true)]
    [InlineData("别再私信我了", false)]
    [InlineData("不要了", false)]
    public void Under_somebody_else_s_comment_only_who_asks_to_be_taken_off_the_list_is_heard(string text, bool refusal) =>
        Assert.Equal(refusal, RefusalMatcher.IsRefusal(text, RefusalPlace.Thread));

    [Fact]
    public void Hostile_text_is_read_without_faults()
    {
        string[] parts = ["别再", "退订", "不要", "我就说了,", "谢谢", "@", "[", "\ud800", "\u200b", "td ", "哈", "好的好"];
        Assert.All(parts, p => RefusalMatcher.IsRefusal(string.Concat(Enumerable.Repeat(p, 5_000)) + "龙", RefusalPlace.Chat));
        Assert.False(RefusalMatcher.IsRefusal("", RefusalPlace.Chat));
    }
}
