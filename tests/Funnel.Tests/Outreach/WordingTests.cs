using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel.Tests.Outreach;

public sealed class WordingTests
{
    private static readonly int[] Three = [0, 1, 2];

    private static string Said(string template, string? nick, int maxChars = 100) => Wording.Render(template, nick, WordingPlace.Chat, maxChars).Text;

    [Theory]
    [InlineData("小明", "小明，好了")]
    [InlineData("加我VX", "好了")]
    [InlineData("13800138000", "好了")]
    [InlineData("{nick}{nick}", "好了")]
    [InlineData(null, "好了")]
    public void A_name_is_only_said_when_it_is_harmless(string? nick, string expected) => Assert.Equal(expected, Said("{nick}，好了", nick));

    [Fact]
    public void A_broken_name_does_no_harm() => Assert.Equal("好了", Said("{nick}，好了", "\ud83d"));

    [Theory]
    [InlineData("{nick}信里说过了", "微微")]
    [InlineData("点头像找{nick}三八零零一三八零零", "二零一九")]
    public void A_harmless_name_that_makes_something_else_of_our_words_is_left_out(string template, string nick)
    {
        Assert.NotNull(Nickname.Sayable(nick));
        Assert.DoesNotContain(nick, Wording.Render(template, nick, WordingPlace.Reply, 100).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_fit_is_left_out_and_not_cut() => Assert.Equal("好了吗好了吗好了吗", Said("{nick}，好了吗好了吗好了吗", "小明", 10));

    [Fact]
    public void A_wording_that_is_refused_is_not_mended_by_leaving_out_the_name()
    {
        var rendered = Wording.Render("{nick}，加V领资料", "小明", WordingPlace.Reply, 100);
        Assert.Equal("加V领资料", rendered.Text);
        Assert.Equal("off-platform", rendered.Findings.Single().Rule);
    }

    [Fact]
    public void What_nobody_sees_in_a_wording_is_not_sent() => Assert.Equal("好了", Said("好\u200b了\ufeff", null));

    [Fact]
    public void Texts_are_cut_between_characters_as_people_see_them()
    {
        Assert.Equal("好", Said("好👨‍👩‍👧", null, 5));
        Assert.Equal("好👍", Said("好👍好", null, 3));
    }

    [Fact]
    public void Two_replies_in_a_row_under_one_video_are_never_alike()
    {
        var wording = new Wording();
        var last = -1;
        for (var i = 0; i < 100; i++)
        {
            var variant = wording.Choose(LeadId.Of("shop", "p" + i), Wanted, "v1", 3, Three);
            Assert.InRange(variant, 0, 2);
            Assert.NotEqual(last, variant);
            last = variant;
        }

        Assert.Equal(0, wording.Choose(LeadId.Of("shop", "p"), Wanted, "v1", 1, [0]));
    }

    [Fact]
    public void The_same_attempt_looked_at_again_gets_the_same_words()
    {
        var wording = new Wording();
        wording.Choose(LeadId.Of("shop", "before"), Wanted, "v1", 3, Three);
        var first = wording.Choose(LeadId.Of("shop", "anna"), Wanted, "v1", 3, Three);
        Assert.Equal(first, wording.Choose(LeadId.Of("shop", "anna"), Wanted, "v1", 3, Three));
    }

    [Fact]
    public void What_is_run_again_has_the_same_words_however_often_it_is_tried_and_others_at_the_next_replay()
    {
        var (wording, lead) = (new Wording(), LeadId.Of("shop", "anna"));
        var replayed = Wanted with { ReplayedBy = "one", ReplayedAfter = 2, Attempts = 2 };
        var first = wording.Choose(lead, replayed, "v1", 3, Three);
        wording.Choose(lead, Wanted, "v1", 3, Three); // somebody else is answered there
        Assert.Equal(first, wording.Choose(lead, replayed with { Attempts = 4 }, "v1", 3, Three));
        Assert.Equal((first + 1) % 3, wording.Choose(lead, replayed with { ReplayedBy = "two", ReplayedAfter = 3 }, "v1", 3, Three));
    }

    private static Effect Wanted { get; } = new(Effect.ReplyId("guide"), EffectKind.Reply, "guide", EffectStatus.Wanted);
}
