using Funnel.Triage;
using Funnel.Triage.Training.Comments;

namespace Funnel.Tests.Triage;

public sealed class AccountCorrectionTests
{
    private static readonly TriageModel Model = TriageModel.Shipped;
    private static readonly CommentJudge Judge = new(Model, new TriageOptions());

    private static readonly string[] Askers =
        ["1", "蹲", "111", "1 谢谢", "蹲一个", "蹲了", "老师1", "1[爱心]", "蹲[玫瑰]", "扣1", "已扣1", "我1", "来蹲", "蹲到就是赚到", "上车", "上车上车", "老师上车", "上车[玫瑰]", "跟上", "跟上老师", "我跟上", "举手", "举手举手", "老师举手", "我举手[爱心]"];

    private static readonly string[] Chatters =
        ["老师讲得真好", "哈哈哈哈", "今天天气不错", "路过", "第一", "支持老师", "666", "太可爱了", "学到了", "又更新啦", "晚上好", "加油", "真厉害", "听困了", "我也是", "说得对", "感动", "笑死", "同感", "收藏了", "慢慢来", "真香", "有道理", "打卡第二天", "老师辛苦了"];

    private static readonly string[] Openers = ["", "老师好", "来了", "你好", "哈喽", "报到，", "终于等到", "昨天错过了，"];

    [Fact]
    public void Five_hundred_decisions_teach_an_account_its_own_language()
    {
        var (lesson, exam) = Audience();
        var before = F1(exam, AccountCorrection.None);
        var correction = AccountCorrection.None;
        foreach (var (text, inquiry) in lesson)
        {
            correction = correction.Learn(Model, $"lead-{correction.Count}", text, inquiry);
        }

        var after = F1(exam, correction);
        Assert.Equal(500, correction.Count);
        Assert.True(before < 0.6 && after > 0.9, $"F1 {before:F3} before, {after:F3} after 500 decisions");
    }

    [Fact]
    public void Another_account_is_not_touched_and_nothing_general_is_forgotten()
    {
        var (lesson, exam) = Audience();
        var untaught = exam.Select(e => Judge.Judge(e.Text)).ToArray();
        var correction = AccountCorrection.None;
        for (var i = 0; i < lesson.Length; i++)
        {
            correction = correction.Learn(Model, $"lead-{i}", lesson[i].Text, lesson[i].Inquiry);
        }

        Assert.Equal(untaught, exam.Select(e => Judge.Judge(e.Text)));
        foreach (var plain in (string[])["这个多少钱一个", "求资料", "裙子链接有吗", "店在哪里呀", "怎么买"])
        {
            Assert.True(Judge.Judge(plain, null, correction).P > 0.5f, plain);
        }

        Assert.All((string[])["哈哈哈太好笑了", "我家也有一个"], plain => Assert.Equal(Decision.Drop, Judge.Judge(plain, null, correction).Decision));
    }

    [Fact]
    public void One_decision_shows_at_once_and_can_be_taken_back()
    {
        var taught = AccountCorrection.None.Learn(Model, "a", "蹲", true).Learn(Model, "b", "上车", true);
        Assert.True(Judge.Judge("上车", null, taught).P > Judge.Judge("上车").P + 0.1f);
        var undone = taught.Undo("b");
        Assert.Equal(AccountCorrection.None.Learn(Model, "a", "蹲", true).ToJson(), undone.ToJson());
        Assert.Equal(Judge.Judge("上车"), Judge.Judge("上车", null, undone.Undo("a")));
        Assert.Same(undone, undone.Undo("unknown"));
    }

    /// <summary>Real inquiries that a wrong press of a key may cost their automatic answer, as a share: half a percent, and always the comment itself.</summary>
    private static void OneWrongDecisionHarmsNobodyElse(IReadOnlyList<string> inquiries)
    {
        var answered = inquiries.Where(t => Judge.Judge(t).Decision == Decision.Answer).ToArray();
        var allowed = Math.Max(1, (int)(0.005 * answered.Length));
        foreach (var wrong in answered)
        {
            var taught = AccountCorrection.None.Learn(Model, "a", wrong, false);
            var lost = answered.Count(t => Judge.Judge(t, null, taught).Decision != Decision.Answer);
            Assert.True(lost <= allowed, $"'{wrong}' taken for chatter costs {lost} of {answered.Length} their answer");
        }
    }

    [Fact]
    public void One_wrong_decision_harms_no_other_comment() => OneWrongDecisionHarmsNobodyElse(
        ["多少钱", "这个多少钱", "请问多少钱一个", "怎么买", "在哪里买", "求链接", "求资料", "链接发我", "怎么报名", "请问怎么预约", "店在哪里", "地址在哪", "有货吗", "还有货吗", "多少钱一斤"]);

    [DataFact]
    public void One_wrong_decision_harms_no_other_real_comment() => OneWrongDecisionHarmsNobodyElse(
        [.. TrainingData.ReadLabelled(Path.Combine(DataFactAttribute.Folder!, "dev.jsonl")).Where(c => c.Inquiry == true).Select(c => c.Text).Distinct(StringComparer.Ordinal)]);

    [Theory]
    [InlineData("上车")]
    [InlineData("举手")]
    [InlineData("报到")]
    [InlineData("1")]
    public void Ten_right_decisions_turn_a_merchants_own_phrase(string phrase)
    {
        var taught = AccountCorrection.None;
        for (var i = 0; i < 10; i++)
        {
            taught = taught.Learn(Model, $"lead-{i}", phrase, true);
        }

        Assert.NotEqual(Decision.Answer, Judge.Judge(phrase).Decision);
        Assert.Equal(Decision.Answer, Judge.Judge(phrase, null, taught).Decision);
    }

    [Fact]
    public void The_same_decision_twice_is_one_decision_and_a_changed_mind_wins()
    {
        var once = AccountCorrection.None.Learn(Model, "a", "上车", true);
        Assert.Equal(once.ToJson(), once.Learn(Model, "a", "上车", true).ToJson());
        var changed = once.Learn(Model, "a", "上车", false);
        Assert.Equal(1, changed.Count);
        Assert.True(Judge.Judge("上车", null, changed).P < Judge.Judge("上车", null, once).P);
    }

    [Fact]
    public void Memory_is_bounded_and_survives_storage_without_any_text()
    {
        var correction = AccountCorrection.None;
        for (var i = 0; i < AccountCorrection.MaxDecisions + 20; i++)
        {
            correction = correction.Learn(Model, $"{i}", $"第{i}个人说上车", i % 2 == 0);
        }

        Assert.Equal(AccountCorrection.MaxDecisions, correction.Count);
        Assert.Equal("20", correction.Ids.First());
        var json = correction.ToJson();
        Assert.True(json.Length < 200_000, $"{json.Length}");
        Assert.DoesNotContain("上车", json, StringComparison.Ordinal);
        var back = AccountCorrection.FromJson(json);
        Assert.Equal(json, back.ToJson());
        Assert.Equal(Judge.Judge("我也说上车", null, correction), Judge.Judge("我也说上车", null, back));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"schema\":9,\"decisions\":[]}")]
    [InlineData("{\"schema\":1,\"decisions\":[{\"id\":\"a\",\"inquiry\":true,\"base\":0,\"slots\":\"//8=\"}]}")]
    [InlineData("{\"schema\":1,\"decisions\":[{\"id\":\"\",\"inquiry\":true,\"base\":0,\"slots\":\"AAA=\"}]}")]
    public void A_damaged_store_is_refused(string json) => Assert.Throws<InvalidDataException>(() => AccountCorrection.FromJson(json));

    private static ((string Text, bool Inquiry)[] Lesson, (string Text, bool Inquiry)[] Exam) Audience()
    {
        var random = new Random(11);
        var all = Openers.SelectMany(o => Askers.Select(a => (Text: o + a, Inquiry: true)).Concat(Chatters.Select(c => (Text: o + c, Inquiry: false)))).ToArray();
        random.Shuffle(all);
        var exam = all.Take(120).ToArray();
        var rest = all.Skip(120).ToArray();
        return ([.. Enumerable.Range(0, 500).Select(i => rest[i % rest.Length])], exam);
    }

    private static double F1((string Text, bool Inquiry)[] exam, AccountCorrection correction)
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var (text, inquiry) in exam)
        {
            var said = Judge.Judge(text, null, correction).P >= Model.InquiryThreshold;
            (right, wrong, missed) = (right + (said && inquiry ? 1 : 0), wrong + (said && !inquiry ? 1 : 0), missed + (!said && inquiry ? 1 : 0));
        }

        return 2.0 * right / Math.Max(1, 2 * right + wrong + missed);
    }
}
