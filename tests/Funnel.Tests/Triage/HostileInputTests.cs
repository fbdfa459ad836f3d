using System.Diagnostics;
using System.Text;
using Funnel.Triage;

namespace Funnel.Tests.Triage;

public sealed class HostileInputTests
{
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());
    private static readonly MerchantRules Rules = MerchantRules.Create(["资料", "1"], ["蹲"], ["不"]);

    private static readonly string[] Pieces =
        ["", "\0", "\uD83D", "\uDE02", "\u200B", "\u202E", "\u0301", "😂", "👨‍👩‍👧‍👦", "[", "]", "[捂脸]", "@", "@某人", "<手机号>", "求资料", "多少钱", "？", " ", "\n", "\t",
         "مرحبا", "한국어", "ＡＢＣ", "１２３", "\uFFFF", "\uFFFE", "é", "\u0000\u0001", "{\"a\":1}", "'; DROP TABLE", "不要", "哈哈哈哈", "\uE001", "\uE100", "的"];

    [Fact]
    public void Ten_thousand_hostile_comments_are_judged_and_explained_without_a_fault()
    {
        var random = new Random(4);
        for (var i = 0; i < 10_000; i++)
        {
            var text = new StringBuilder();
            var parts = i % 100 == 0 ? 500 : random.Next(20);
            for (var part = 0; part < parts; part++)
            {
                text.Append(random.Next(3) == 0 ? ((char)random.Next(char.MaxValue + 1)).ToString() : Pieces[random.Next(Pieces.Length)]);
            }

            Check(text.ToString());
        }
    }

    [Theory]
    [InlineData("多")]
    [InlineData("[")]
    [InlineData("@")]
    [InlineData("\u200B")]
    [InlineData("😂")]
    [InlineData("求资料多少钱在哪买")]
    [InlineData("[a")]
    [InlineData("不1")]
    public void Ten_megabytes_take_no_longer_than_a_page(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 5_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();
        Check(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static void Check(string text)
    {
        var verdict = Judge.Judge(text, Rules);
        Assert.InRange(verdict.P, 0f, 1f);
        var explanation = Judge.Explain(text, Rules);
        Assert.Equal(verdict, explanation.Verdict);
        Assert.All(explanation.Pieces, p => Assert.True(p.Start >= 0 && p.Length > 0 && p.Start + p.Length <= text.Length));
        Assert.All(explanation.Rules!.Hits, h => Assert.True(h.Start >= 0 && h.Start + h.Length <= text.Length));
    }
}
