using System.Diagnostics;
using Funnel.Triage;
using Funnel.Triage.Scoring;

namespace Funnel.Tests.Triage;

public sealed class ClauseReadingTests
{
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());

    private const string Story = "去年秋天我们一家四口开车去了趟草原，路上车坏了两回，孩子哭老人累，到地方天都黑了";
    private const string After = "我爱人到现在还拿这事笑话我，说我是路痴，其实那天的星星是真的亮";

    [Theory]
    [InlineData("你后面那顶帐篷多少钱", "{1}。{0}？{2}。")]
    [InlineData("你后面那顶帐篷多少钱", "{0}？{1}，{2}")]
    [InlineData("这个露营清单能发我一份吗", "{1}！{2}，{0}")]
    [InlineData("这个露营清单能发我一份吗", "{1} {0} {2}")]
    [InlineData("请问你们店地址在哪", "{1}\n{0}\n{2}")]
    [InlineData("请问你们店地址在哪", "{1}[笑哭]{0}[玫瑰]{2}")]
    [InlineData("怎么报名参加呀", "{1}~{0}~{2}")]
    public void A_question_is_heard_wherever_it_stands_in_a_story(string question, string order)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, order, question, Story, After);
        Assert.True(Judge.Judge(text).P >= TriageModel.Shipped.InquiryThreshold, $"{Judge.Judge(text).P} for {text}");
        Assert.Equal(Judge.Judge(question).Kind, Judge.Judge(text).Kind);
    }

    [Theory]
    [InlineData("{0}。{1}。")]
    [InlineData("{1}，{0}，老板娘问我多少钱买的车，我说借的，她笑得不行")]
    public void A_story_that_asks_nothing_stays_one(string order)
    {
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, order, Story, After);
        Assert.True(Judge.Judge(text).P < TriageModel.Shipped.InquiryThreshold, $"{Judge.Judge(text).P} for {text}");
    }

    [Fact]
    public void The_explanation_points_at_the_clause_that_decided()
    {
        var text = $"{Story}。你后面那顶帐篷多少钱？{After}。";
        var heaviest = Judge.Explain(text).Pieces.MaxBy(p => p.Weight);
        Assert.Contains("多少", text.Substring(heaviest.Start, heaviest.Length), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("一二三四五六。多少钱一个？子丑寅卯辰巳午！天地玄黄宇宙洪荒", "一二三四五六.多少钱一个?子丑寅卯辰巳午!")]
    [InlineData("天地玄黄宇宙 一二三四五六 多少钱一个 子丑寅卯辰巳午", "一二三四五六 多少钱一个 子丑寅卯辰巳午")]
    [InlineData("天地玄黄宇宙，老师，多少钱一个", "天地玄黄宇宙,老师,多少钱一个")]
    [InlineData("can you tell me the size of it", "can you tell me the size of it")]
    [InlineData("。。。。。。", "..")]
    [InlineData("", "")]
    public void The_strongest_clause_is_read_with_its_neighbours(string text, string read)
    {
        var scratch = TriageModel.Prepare(text);
        var part = Clauses.Strongest(scratch, TriageModel.Shipped.Scorer.Characters);
        Assert.Equal(read, scratch.Text[part.Start..part.End].ToString());
    }

    [Fact]
    public void Long_comments_cost_no_memory_and_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat(Story + "，多少钱？", 60));
        Judge.Judge(text);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            Judge.Judge(text);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(watch.Elapsed.TotalMilliseconds / 200 < 5, $"{watch.Elapsed.TotalMilliseconds / 200} ms for a long comment");
    }
}
