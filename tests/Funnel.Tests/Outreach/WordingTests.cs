using Funnel.Leads;
using Funnel.Outreach;

namespace Funnel.Tests.Outreach;

public sealed class WordingTests
{
    [Theory]
    [InlineData("加我微信聊", true)]
    [InlineData("加V领", true)]
    [InlineData("ＶＸ同号", true)]
    [InlineData("扫码进群", true)]
    [InlineData("打 138 0013 8000", true)]
    [InlineData("看 https://example.com", true)]
    [InlineData("abc12345", true)]
    [InlineData("资料好了，点头像进聊天领取", false)]
    [InlineData("共 12 节课，3 天学完", false)]
    public void Public_wordings_that_lead_off_the_platform_are_refused(string text, bool refused) =>
        Assert.Equal(refused, WordingLinter.Check(text, isPublic: true, 100).Count > 0);

    [Fact]
    public void In_private_only_links_and_length_are_refused()
    {
        Assert.Empty(WordingLinter.Check("我的微信在卡片里", isPublic: false, 100));
        Assert.Single(WordingLinter.Check("www.example.com", isPublic: false, 100));
        Assert.Single(WordingLinter.Check(new string('好', 101), isPublic: false, 100));
        Assert.NotEmpty(WordingLinter.Check(" ", isPublic: false, 100));
    }

    [Theory]
    [InlineData("小明", "小明，好了")]
    [InlineData("加我VX", "好了")]
    [InlineData("13800138000", "好了")]
    [InlineData("{nick}{nick}", "{nick}{nick}，好了")]
    [InlineData(null, "好了")]
    public void A_name_is_only_said_when_it_is_harmless(string? nick, string expected) => Assert.Equal(expected, Wording.Render("{nick}，好了", nick, 100));

    [Fact]
    public void A_broken_name_does_no_harm() => Assert.Equal("好了", Wording.Render("{nick}，好了", "\ud83d", 100));

    [Fact]
    public void Texts_are_cut_between_characters_as_people_see_them()
    {
        Assert.Equal("好", Wording.Render("好👨‍👩‍👧", null, 5));
        Assert.Equal("好👍", Wording.Render("好👍好", null, 3));
    }

    [Fact]
    public void Two_replies_in_a_row_under_one_video_are_never_alike()
    {
        var wording = new Wording();
        var last = -1;
        for (var i = 0; i < 100; i++)
        {
            var variant = wording.Choose(LeadId.Of("shop", "p" + i), "v1", 3);
            Assert.InRange(variant, 0, 2);
            Assert.NotEqual(last, variant);
            last = variant;
        }

        Assert.Equal(0, wording.Choose(LeadId.Of("shop", "p"), "v1", 1));
    }

    [Fact]
    public void What_is_run_again_has_the_same_words_however_often_it_is_tried_and_others_at_the_next_replay()
    {
        var (wording, lead) = (new Wording(), LeadId.Of("shop", "anna"));
        var replayed = new Effect(Effect.ReplyId("guide"), EffectKind.Reply, "guide", EffectStatus.Wanted) { ReplayedBy = "one", ReplayedAfter = 2, Attempts = 2 };
        var first = wording.Choose(lead, replayed, "v1", 3);
        wording.Choose(lead, "v1", 3); // somebody else is answered there
        Assert.Equal(first, wording.Choose(lead, replayed with { Attempts = 4 }, "v1", 3));
        Assert.Equal((first + 1) % 3, wording.Choose(lead, replayed with { ReplayedBy = "two", ReplayedAfter = 3 }, "v1", 3));
    }
}
