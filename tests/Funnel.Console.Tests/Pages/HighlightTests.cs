using Funnel.Console.Review;
using Funnel.Triage;

namespace Funnel.Console.Tests.Pages;

public sealed class HighlightTests
{
    [Fact]
    public void Pieces_that_weigh_stand_where_they_were_found_and_nothing_is_lost()
    {
        var pieces = Highlight.Of("老师求资料谢谢", [new(3, 2, 2.1f), new(5, 2, -0.9f), new(0, 1, 0.2f)]);
        Assert.Equal([new("老师求", 0), new("资料", 2.1f), new("谢谢", -0.9f)], pieces);
    }

    [Theory]
    [InlineData("")]
    [InlineData("哈哈哈哈")]
    [InlineData("求资料😀！！ 怎么买呀 @朋友")]
    [InlineData("ＰＤＦ 有嗎 ｑｉｕ")]
    public void The_judges_own_pieces_make_up_the_comment(string text)
    {
        var judge = new CommentJudge(TriageModel.Shipped, new TriageOptions());
        Assert.Equal(text, string.Concat(Highlight.Of(text, judge.Explain(text).Pieces).Select(p => p.Text)));
    }
}
