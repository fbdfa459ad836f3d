using System.Globalization;
using Funnel.Triage;
using Funnel.Triage.Text;

namespace Funnel.Tests.Triage;

public sealed class CommentJudgeTests
{
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());

    [Theory]
    [InlineData("求资料", InquiryKind.Material)]
    [InlineData("求一份电子版，谢谢", InquiryKind.Material)]
    [InlineData("这个多少钱一个？", InquiryKind.Price)]
    [InlineData("裙子链接有吗", InquiryKind.Link)]
    [InlineData("在哪里买的呀", InquiryKind.Buy)]
    [InlineData("店在哪个位置", InquiryKind.Where)]
    [InlineData("請問怎麼賣？", InquiryKind.Price)]
    [InlineData("周一开门吗", InquiryKind.Availability)]
    public void A_plain_inquiry_is_seen_with_its_kind(string text, InquiryKind kind)
    {
        var verdict = Judge.Judge(text);
        Assert.True(verdict.Decision is Decision.Answer or Decision.Review, $"p = {verdict.P}");
        Assert.True(verdict.P > 0.5f, $"p = {verdict.P}");
        Assert.Equal(kind, verdict.Kind);
    }

    [Theory]
    [InlineData("哈哈哈哈笑死我了")]
    [InlineData("太好看了吧[爱心]")]
    [InlineData("前排打卡")]
    [InlineData("我家也有一个，很好用")]
    public void Chatter_is_dropped(string text) => Assert.Equal(Decision.Drop, Judge.Judge(text).Decision);

    [Theory]
    [InlineData("求资料", "不要资料")]
    [InlineData("多少钱", "多少钱买的赞")]
    [InlineData("你要吗，多少钱", "@某人 你要吗")]
    public void Negation_irony_and_talk_with_friends_count_against(string inquiry, string other) =>
        Assert.True(Judge.Judge(other).P < Judge.Judge(inquiry).P - 0.2f, $"{Judge.Judge(other).P} against {Judge.Judge(inquiry).P}");

    [Theory]
    [InlineData("", FilterReason.Empty)]
    [InlineData("[捂脸][捂脸]", FilterReason.Empty)]
    [InlineData("😂😂😂", FilterReason.Empty)]
    [InlineData("！！！", FilterReason.Empty)]
    [InlineData("@小红 @小明", FilterReason.FriendMention)]
    [InlineData("@小红 哈哈", FilterReason.FriendMention)]
    [InlineData("这款多少钱怎么买？厂家直销，需要的加我", FilterReason.Advert)]
    public void What_nobody_needs_to_read_is_filtered_first(string text, FilterReason reason)
    {
        Assert.Equal(new Verdict(0f, InquiryKind.None, Decision.Drop, Tier.Filter), Judge.Judge(text));
        Assert.Equal(reason, Judge.Explain(text).Filter);
    }

    [Fact]
    public void A_merchants_rule_decides_before_the_model()
    {
        var rules = MerchantRules.Create(["蹲"], ["1"], ["路过"]);
        Assert.Equal((Decision.Answer, Tier.Rule), (Judge.Judge("1", rules).Decision, Judge.Judge("1", rules).Tier));
        Assert.Equal((Decision.Drop, Tier.Rule), (Judge.Judge("路过问问多少钱", rules).Decision, Judge.Judge("路过问问多少钱", rules).Tier));
        Assert.Contains("exactly '1'", Judge.Explain("1", rules).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_points_at_the_words_that_weighed_most()
    {
        var text = "哈哈好可爱呀，请问多少钱";
        var explanation = Judge.Explain(text);
        Assert.True(explanation.Inquiry);
        Assert.NotEmpty(explanation.Pieces);
        Assert.All(explanation.Pieces, p => Assert.InRange(p.Start + p.Length, p.Start + 1, text.Length));
        var heaviest = explanation.Pieces.MaxBy(p => p.Weight);
        Assert.Contains("多少", text.Substring(heaviest.Start, heaviest.Length), StringComparison.Ordinal);
        Assert.Equal(Judge.Judge(text), explanation.Verdict);
    }

    [Fact]
    public void Pieces_do_not_overlap()
    {
        var pieces = Judge.Explain("[爱心]请问@某人 这個包包多少钱？？？求链接😂，谢谢老板").Pieces.OrderBy(p => p.Start).ToArray();
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    /// <summary>Whoever shows a piece, or its beginning in a line, shows whole characters: also where the reading ends, in the middle of an emoji.</summary>
    [Fact]
    public void Pieces_are_of_whole_characters()
    {
        const string Family = "👨‍👩‍👧";
        var words = "怎么买呀求链接多少钱哪里有卖的想要一个求资料";
        var texts = Enumerable.Range(0, words.Length).SelectMany(at => (string[])[words.Insert(at, Family), words.Insert(at, "👍🏽🇨🇳" + Family)])
            .Append("怎么买" + new string('!', Normalizer.MaxInput - 4) + "👍").Append(string.Concat(Enumerable.Repeat(Family, 100)));
        foreach (var text in texts)
        {
            var borders = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
            var explanation = Judge.Explain(text);
            Assert.All(explanation.Pieces, p => Assert.True(p.Length > 0 && borders.Contains(p.Start) && borders.Contains(p.Start + p.Length), $"{p} of {text}"));
            Assert.All(explanation.Why.Split('\''), said => Assert.True(!text.Contains(said, StringComparison.Ordinal) || Whole(text, said, borders), $"{said} of {text}"));
        }

        static bool Whole(string text, string said, HashSet<int> borders) =>
            Enumerable.Range(0, text.Length).Any(at => text.AsSpan(at).StartsWith(said) && borders.Contains(at) && borders.Contains(at + said.Length));
    }

    [Fact]
    public void Judging_allocates_nothing_and_is_the_same_on_every_thread()
    {
        string[] texts = ["求资料", "这件衣服还有黑色吗？想要一件给妈妈穿", "哈哈哈", "@某人 看", "价格"];
        var expected = texts.Select(t => Judge.Judge(t)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Judge.Judge(texts[i % texts.Length]);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Parallel.For(0, 2000, i => Assert.Equal(expected[i % texts.Length], Judge.Judge(texts[i % texts.Length])));
    }

    [Fact]
    public void A_higher_wanted_precision_never_lowers_the_threshold()
    {
        var thresholds = new[] { 0.8, 0.9, 0.95, 0.97, 0.99 }.Select(p => TriageModel.Shipped.ThresholdFor(p)).ToArray();
        Assert.Equal(thresholds.Order(), thresholds);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        var options = new TriageOptions { AnswerFrom = 0.1, ReviewFrom = 0.5 };
        Assert.Contains("nothing would ever be reviewed", Assert.Single(options.Validate(new(options))).ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(new TriageOptions().Validate(new(new TriageOptions())));
    }
}
