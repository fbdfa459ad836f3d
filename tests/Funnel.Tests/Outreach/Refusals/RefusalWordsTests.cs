using Funnel.Outreach.Refusals;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Outreach.Refusals;

/// <summary>The merchant's own words.</summary>
public sealed class RefusalWordsTests
{
    private readonly RefusalWords words = new(Options.Create(new FunnelOptions { Outreach = { StopWords = ["拜拜", "Over!"] } }));

    [Theory]
    [InlineData("拜拜，别见", true)]
    [InlineData("拜拜～", true)]
    [InlineData("ＯＶＥＲ", true)]
    [InlineData("好的 拜拜", true)]
    [InlineData("拜拜甜甜圈多少钱", false)]
    [InlineData("overseas price?", false)]
    public void One_counts_as_a_phrase_and_not_inside_other_words(string text, bool refusal) => Assert.Equal(refusal, words.IsRefusal(text, RefusalPlace.Chat));

    [Fact]
    public void They_are_heard_in_the_chat_alone() => Assert.False(words.IsRefusal("拜拜", RefusalPlace.Comment));
}
