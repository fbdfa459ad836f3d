using Funnel.Triage;

namespace Funnel.Tests.Triage;

public sealed class MerchantRulesTests
{
    private static readonly MerchantRules Rules = MerchantRules.Create(contains: ["资料", "dd", "想学"], exact: ["1", "蹲"], exclude: ["加我微信", "招代理"]);

    [Theory]
    [InlineData("老师求資料谢谢")]
    [InlineData("求资 料")]
    [InlineData("求zl")]
    [InlineData("ZL 谢谢")]
    [InlineData("ｄｄ")]
    [InlineData("DD!")]
    [InlineData("1")]
    [InlineData("１！！")]
    [InlineData("蹲[爱心]")]
    [InlineData("[爱心]蹲]")]
    [InlineData("要不要资料")]
    [InlineData("特别想学")]
    public void A_rule_fires_on_every_spelling(string text) => Assert.Equal(RuleOutcome.Inquiry, Rules.Match(text).Outcome);

    [Theory]
    [InlineData("100个赞")]
    [InlineData("11")]
    [InlineData("add")]
    [InlineData("puzzle")]
    [InlineData("蹲在地上笑")]
    [InlineData("不要资料")]
    [InlineData("我不想学")]
    [InlineData("")]
    public void A_rule_does_not_fire_on_what_only_looks_alike(string text) => Assert.Equal(RuleOutcome.None, Rules.Match(text).Outcome);

    [Fact]
    public void An_exclusion_beats_every_other_rule() => Assert.Equal(RuleOutcome.Excluded, Rules.Match("要资料的加我微信").Outcome);

    [Fact]
    public void The_tester_says_which_rule_fired_where_and_why()
    {
        var test = Rules.Test("老师，求ＺＬ");
        Assert.Equal(RuleOutcome.Inquiry, test.Outcome);
        var hit = Assert.Single(test.Hits);
        Assert.Equal((RuleKind.Contains, 0, "资料", "zl", 4, 2, true), (hit.Kind, hit.Rule, hit.Phrase, hit.Form, hit.Start, hit.Length, hit.Fired));
        Assert.Contains("initials 'zl'", test.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tester_says_why_a_negated_rule_did_not_fire()
    {
        var test = Rules.Test("不要资料");
        Assert.Equal(RuleOutcome.None, test.Outcome);
        Assert.False(Assert.Single(test.Hits).Fired);
        Assert.Contains("negation", test.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_phrase_negated_once_and_asked_for_once_fires() =>
        Assert.Equal(RuleOutcome.Inquiry, Rules.Match("不要资料一，求资料二").Outcome);

    [Fact]
    public void Wrong_rules_are_named_all_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => MerchantRules.Create([" "], ["\u200B"], [new string('长', 51)]));
        Assert.Contains("Contains", error.Message, StringComparison.Ordinal);
        Assert.Contains("Exact", error.Message, StringComparison.Ordinal);
        Assert.Contains("Exclude", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Matching_and_testing_agree_and_allocate_nothing()
    {
        string[] texts = ["求资料", "不要资料", "1", "哈哈哈", "加我微信拿资料", "zl", "你好DD"];
        foreach (var text in texts)
        {
            Assert.Equal(Rules.Match(text).Outcome, Rules.Test(text).Outcome);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            Rules.Match(text);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
