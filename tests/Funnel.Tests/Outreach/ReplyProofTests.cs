using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Connectors;

namespace Funnel.Tests.Outreach;

/// <summary>What a read-back proves. In doubt it proves nothing: absent is only what would certainly be listed and known.</summary>
public sealed class ReplyProofTests
{
    private const string Text = "资料已经准备好啦，打开私信就能领取";
    private static readonly DateTimeOffset Attempt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan VisibleAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SeenAfter = TimeSpan.FromMinutes(10);
    private static readonly DateTimeOffset Later = Attempt + VisibleAfter;
    private static readonly OwnReplies Known = new("shop", ["shop"]);
    private static readonly OwnReplies Elsewhere = new("shop", ["shop-as-listed"]);
    private static readonly OwnReplies Unknown = OwnReplies.Unknown("shop");

    /// <summary>An inquiry that is a first-level comment.</summary>
    private static readonly SoughtReply First = new("c1", "c1", "asker", "小明", Text, Attempt, null);

    /// <summary>One that answers somebody else's comment.</summary>
    private static readonly SoughtReply Sub = First with { CommentId = "c2", ThreadId = "c1" };

    private static readonly Comment Question = Item("c2", "asker", "求资料", answers: "c1") with { At = Attempt.AddMinutes(-1) };

    private static Comment Item(string id, string person, string text, int seconds = 1, string? answers = null) =>
        new(id, "v1", person, text, Attempt.AddSeconds(seconds), "c1") { AnswersId = answers };

    private static ReplyFinding Conclude(SoughtReply sought, OwnReplies own, params Comment[] items) =>
        ReplyProof.Conclude(sought, new(items, Complete: true), own, trusted: true, VisibleAfter, SeenAfter, Later);

    private static void Is(ReadBackResult expected, ReplyFinding finding) => Assert.True(expected == finding.Result, $"{finding.Result}: {finding.Why}");

    [Fact]
    public void Not_in_the_whole_list_in_time_by_an_account_whose_replies_are_known_is_absent()
    {
        Is(ReadBackResult.Absent, Conclude(First, Known));
        Is(ReadBackResult.Absent, Conclude(First, Known, Item("r", "somebody", "我也要")));
        Is(ReadBackResult.Absent, Conclude(Sub, Known, Question));
    }

    [Fact]
    public void An_answer_to_an_answer_is_looked_for_in_its_thread_and_only_a_thread_that_has_the_question_proves_anything()
    {
        Is(ReadBackResult.Impossible, Conclude(Sub, Known)); // nothing is listed under it, or it is another thread
        Is(ReadBackResult.Impossible, Conclude(Sub, Known, Item("c9", "somebody", "我也要")));
        Is(ReadBackResult.Impossible, Conclude(Sub with { ThreadId = null }, Known, Question));
        Is(ReadBackResult.Found, Conclude(Sub, Known, Question, Item("r", "shop", Text, answers: "c2")));
    }

    [Theory]
    [InlineData(59)]
    [InlineData(0)]
    public void Before_it_must_be_listed_nothing_is_concluded(int seconds) =>
        Is(ReadBackResult.NotYet, ReplyProof.Conclude(First, new([], true), Known, trusted: true, VisibleAfter, SeenAfter, Attempt.AddSeconds(seconds)));

    [Fact]
    public void A_list_that_was_not_read_to_its_end_proves_nothing() =>
        Is(ReadBackResult.Impossible, ReplyProof.Conclude(First, new([], Complete: false), Known, trusted: true, VisibleAfter, SeenAfter, Later));

    /// <summary>Others were seen ten minutes after they were sent: what moderation does in an hour they do not tell.</summary>
    [Theory]
    [InlineData(10 * 60, ReadBackResult.Absent)]
    [InlineData((10 * 60) + 1, ReadBackResult.Impossible)]
    public void What_is_looked_for_later_than_others_were_seen_may_have_been_taken_away_since(int seconds, ReadBackResult expected) =>
        Is(expected, ReplyProof.Conclude(First, new([], true), Known, trusted: true, VisibleAfter, SeenAfter, Attempt.AddSeconds(seconds)));

    [Fact]
    public void While_no_reply_of_the_account_was_ever_recognised_absence_proves_nothing() => Is(ReadBackResult.NotYet, Conclude(First, Unknown));

    [Fact]
    public void While_too_few_replies_were_seen_one_that_is_missing_may_be_the_first_that_is_hidden()
    {
        Is(ReadBackResult.NotYet, ReplyProof.Conclude(First, new([], true), Known, trusted: false, VisibleAfter, SeenAfter, Later));
        Is(ReadBackResult.Found, ReplyProof.Conclude(First, new([Item("r", "anybody", Text)], true), Known, trusted: false, VisibleAfter, SeenAfter, Later));

        // One that was accepted for sure is hidden itself.
        Is(ReadBackResult.Absent, ReplyProof.Conclude(First with { Receipt = "r0" }, new([], true), Known, trusted: false, VisibleAfter, SeenAfter, Later));
    }

    /// <summary>Some platforms give no id of a reply: that it was taken is known all the same.</summary>
    [Fact]
    public void One_that_was_accepted_without_an_id_is_ours_by_its_words_and_hidden_when_it_is_not_listed()
    {
        var taken = First with { IsAcceptedWithoutId = true };
        Assert.True(Conclude(taken, Unknown, Item("r", "anybody", Text)).Certain);
        Assert.False(Conclude(First, Unknown, Item("r", "anybody", Text)).Certain);
        Is(ReadBackResult.Absent, ReplyProof.Conclude(taken, new([], true), Known, trusted: false, VisibleAfter, SeenAfter, Later));
        Is(ReadBackResult.NotYet, Conclude(taken, Unknown));
    }

    [Fact]
    public void While_replies_of_the_account_are_hidden_at_times_absence_proves_nothing_for_a_month()
    {
        Is(ReadBackResult.Impossible, Conclude(First, Known with { HiddenAt = Later.AddDays(-29) }));
        Is(ReadBackResult.Absent, Conclude(First, Known with { HiddenAt = Later.AddDays(-31) }));

        // One that was accepted for sure is hidden itself.
        Is(ReadBackResult.Absent, Conclude(First with { Receipt = "r0" }, Known with { HiddenAt = Later }));
    }

    [Theory]
    [InlineData("shop")] // the account's open_id
    [InlineData("shop-as-listed")] // an id that was never heard of
    [InlineData("anybody")]
    public void Our_words_newer_than_the_attempt_are_found_under_any_id(string person)
    {
        Is(ReadBackResult.Found, Conclude(First, Unknown, Item("r", person, Text)));
        Is(ReadBackResult.Found, Conclude(First, Unknown, Item("r", person, "  资料已经准备好啦, 打开*信就能领…")));
        Is(ReadBackResult.Found, Conclude(First, Known, Item("r", person, Text)));
    }

    [Fact]
    public void A_reply_that_the_person_is_known_to_have_for_something_else_is_not_this_one()
    {
        var sought = First with { Others = ["r"] };
        Is(ReadBackResult.Absent, Conclude(sought, Known, Item("r", "shop", "亲，看私信")));
        Is(ReadBackResult.Found, Conclude(sought, Known, Item("r", "shop", "亲，看私信"), Item("r2", "shop", "亲，看私信")));
    }

    [Fact]
    public void An_own_answer_newer_than_the_attempt_is_found_whatever_it_says()
    {
        Is(ReadBackResult.Found, Conclude(First, Elsewhere, Item("r", "shop-as-listed", "*****")));
        Is(ReadBackResult.Found, Conclude(First, Known, Item("r", "shop", "亲，看私信")));
        Is(ReadBackResult.Found, Conclude(Sub, Known, Question, Item("r", "shop", "亲，看私信", answers: "c2")));
    }

    [Fact]
    public void An_own_answer_of_long_before_is_not_this_one() => Is(ReadBackResult.Absent, Conclude(First, Known, Item("r", "shop", "欢迎", seconds: -600)));

    [Fact]
    public void A_clock_that_is_wrong_by_hours_does_not_make_our_words_somebody_elses() =>
        Is(ReadBackResult.Found, Conclude(First, Unknown, Item("r", "shop-as-listed", Text, seconds: -8 * 3600)));

    [Fact]
    public void The_asker_is_not_us_whatever_they_repeat() => Is(ReadBackResult.Absent, Conclude(First, Known, Item("r", "asker", Text)));

    [Fact]
    public void What_is_said_to_answer_a_comment_that_is_gone_may_be_somebody_elses()
    {
        Is(ReadBackResult.Impossible, Conclude(First, Known, Item("r", "shop", Text, answers: "c3")));
        Is(ReadBackResult.Found, Conclude(First, Known, Item("r", "shop", Text, answers: "c1")));
        Is(ReadBackResult.Found, Conclude(First, Known, Item("c3", "asker", "求资料", answers: "c1"), Item("r", "shop", Text, answers: "c3")));
    }

    [Fact]
    public void What_is_said_to_answer_another_person_is_theirs()
    {
        var other = Item("c3", "other", "求资料", seconds: -30, answers: "c1");
        Is(ReadBackResult.Absent, Conclude(Sub, Known, Question, other, Item("r", "shop", Text, answers: "c3")));
        Is(ReadBackResult.Absent, Conclude(First, Known, other, Item("r", "shop", Text, answers: "c3")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("c1")] // some platforms name the first-level comment always
    public void Where_several_are_answered_and_the_platform_does_not_say_whom_only_a_name_tells(string? answers)
    {
        var other = Item("c3", "other", "求资料", seconds: -30, answers: "c1");
        var (plain, named) = (Item("r", "shop", Text, answers: answers), Item("r", "shop", "小明" + Text, answers: answers));
        Is(ReadBackResult.Impossible, Conclude(Sub, Known, Question, other, plain));
        Is(ReadBackResult.Impossible, Conclude(First, Known, other, Item("r", "shop", "亲，看私信", answers: answers)));
        Is(ReadBackResult.Found, Conclude(Sub with { Text = "小明" + Text }, Known, Question, other, named));
        Is(ReadBackResult.Found, Conclude(First with { Text = "小明" + Text }, Known, other, named));
    }

    [Fact]
    public void The_receipt_settles_it_and_teaches_the_id()
    {
        var finding = Conclude(First with { Receipt = "r" }, Unknown, Item("r", "shop-as-listed", "quite other words"));
        Assert.Equal((ReadBackResult.Found, true, "shop-as-listed"), (finding.Result, finding.Certain, finding.Reply!.PersonId));
    }

    [Fact]
    public void Words_teach_an_id_only_when_they_were_accepted_for_sure()
    {
        Assert.False(Conclude(First, Unknown, Item("r", "anybody", Text)).Certain);
        Assert.True(Conclude(First, Unknown, Item("r", "shop", Text)).Certain);
        Assert.True(Conclude(First with { Receipt = "another spelling of r" }, Unknown, Item("r", "anybody", Text)).Certain);
    }
}
