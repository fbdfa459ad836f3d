using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tests.Leads;

/// <summary>What an operator hid is not answered in public while it is hidden.</summary>
public sealed class HiddenCommentTests
{
    private static LeadCommand.HideComment Hide(string comment = "c1", int second = 1) => new(Make.Noon.AddSeconds(second), comment) { By = "anna" };

    private static LeadCommand.UnhideComment Unhide(int second = 2, string comment = "c1") => new(Make.Noon.AddSeconds(second), comment) { By = "anna" };

    private static Effect Reply(Lead lead) => lead.Find(Make.ReplyId)!;

    [Fact]
    public void A_reply_that_was_not_begun_is_dropped_and_told()
    {
        var decided = LeadDecider.Decide(Make.Inquired(), Hide());
        Assert.Equal([LeadEventKind.CommentHidden, LeadEventKind.Dropped], decided.Events.Select(e => e.Kind));
        Assert.All(decided.Events, e => Assert.Equal(("anna", "c1"), (e.By, e.CommentId)));
        Assert.Equal((EffectStatus.Dropped, Reason.CommentHidden), (Reply(decided.State!).Status, Reply(decided.State!).Reason));
        Assert.Equal("anna", decided.State!.Asks[0].Hidden!.By);
        Assert.False(LeadDecider.Decide(decided.State, Hide(second: 3)).Changes);
        Assert.False(LeadDecider.Decide(Make.Inquired(), Hide("another")).Changes);
    }

    [Fact]
    public void What_the_machine_was_to_say_is_said_when_it_is_shown_again_soon()
    {
        var shown = LeadDecider.Decide(Make.Inquired().After(Hide()), Unhide());
        Assert.Equal((EffectStatus.Wanted, null, null), (Reply(shown.State!).Status, Reply(shown.State!).Reason, Reply(shown.State!).Hand));
        Assert.Equal([LeadEventKind.CommentUnhidden, LeadEventKind.Replayed], shown.Events.Select(e => e.Kind));
        Assert.Equal(Make.ReplyId, Assert.Single(shown.Work).EffectId);
        Assert.Null(shown.State!.Asks[0].Hidden);
        Assert.False(LeadDecider.Decide(shown.State, Unhide(5)).Changes);
    }

    [Fact]
    public void After_a_while_a_person_decides_and_what_waited_for_one_does_so_again()
    {
        var late = Make.Inquired().After(Hide(), Unhide(700));
        Assert.Equal((EffectStatus.Parked, Reason.CommentWasHidden), (Reply(late).Status, Reply(late).Reason));
        var parked = Make.WithReply(EffectStatus.Parked);
        var back = parked.After(Hide(second: 5), Unhide(700));
        Assert.Equal((EffectStatus.Parked, Reply(parked).Reason), (Reply(back).Status, Reply(back).Reason));
    }

    [Theory]
    [InlineData(FailureKind.Transient)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Rejected)]
    [InlineData(FailureKind.Forbidden)]
    public void What_was_under_way_and_certainly_came_to_nothing_is_not_tried_again(FailureKind kind)
    {
        var under = Make.WithReply(EffectStatus.Sending).After(Hide());
        Assert.Equal(EffectStatus.Sending, Reply(under).Status);
        var settled = LeadDecider.Decide(under, Make.Settle(Make.ReplyId, Make.Failed(kind)));
        Assert.Equal((EffectStatus.Dropped, Reason.CommentHidden), (Reply(settled.State!).Status, Reply(settled.State!).Reason));
        Assert.Empty(settled.Work);
    }

    [Fact]
    public void What_was_accepted_meanwhile_was_sent_and_what_nobody_knows_is_looked_for_and_not_sent_again()
    {
        Assert.Equal(EffectStatus.Sent, Reply(Make.WithReply(EffectStatus.Sending).After(Hide(), Make.Settle(Make.ReplyId, new SendReceipt("r1")))).Status);
        var unknown = Make.WithReply(EffectStatus.Unknown).After(Hide());
        Assert.Equal(EffectStatus.Unknown, Reply(unknown).Status);
        var absent = unknown.After(Make.ReadBack(Make.ReplyId, ReadBackResult.Absent));
        Assert.Equal((EffectStatus.Dropped, Reason.CommentHidden), (Reply(absent).Status, Reply(absent).Reason));
        var unproven = unknown.After(Make.ReadBack(Make.ReplyId, ReadBackResult.Impossible));
        Assert.Equal(EffectStatus.Parked, Reply(unproven).Status); // somebody looks
        Assert.Equal(Reason.CommentHidden, LeadDecider.Decide(unproven, new LeadCommand.Replay(Make.Noon.AddHours(1), Make.ReplyId, Make.Rules) { Unsent = true }).Refusal);
    }

    [Fact]
    public void A_decision_on_it_is_not_put_back_while_it_is_hidden()
    {
        var given = Make.WithReply(EffectStatus.Parked).After(new LeadCommand.GiveUp(Make.Noon.AddSeconds(5), Make.ReplyId) { By = "anna" }, Hide(second: 6));
        Assert.Equal(Reason.CommentHidden, LeadDecider.Decide(given, new LeadCommand.PutBack(Make.Noon.AddSeconds(9), Make.ReplyId)).Refusal);
        Assert.Equal(EffectStatus.Dropped, Reply(given.After(Unhide(10))).Status); // it was given up for another reason
    }

    [Fact]
    public void Who_asks_again_elsewhere_is_answered_there()
    {
        var again = LeadDecider.Decide(Make.Inquired().After(Hide()), Make.Inquire("c2") with { Now = Make.Noon.AddSeconds(9) });
        Assert.Equal((EffectStatus.Wanted, "c2"), (Reply(again.State!).Status, Reply(again.State!).CommentId));
        Assert.Contains(again.Events, e => Equals(e.Reason, Reason.AskedAfterHidden));
        Assert.Equal("c2", Reply(again.State!.After(Unhide(20))).CommentId);
    }

    [Fact]
    public void A_comment_that_was_hidden_before_it_was_an_inquiry_is_not_answered_in_public_and_is_in_private()
    {
        var ask = Make.Inquire().Ask with { Hidden = new("anna", Make.Noon) };
        var opened = LeadDecider.Decide(null, Make.Inquire() with { Ask = ask, Window = new(WindowKind.Commented, "", "c1", Make.Noon, Make.Noon.AddDays(7), 1) });
        Assert.Equal((EffectStatus.Dropped, Reason.CommentHidden), (Reply(opened.State!).Status, Reply(opened.State!).Reason));
        Assert.Equal(EffectStatus.Wanted, opened.State!.Find(Effect.InviteId)!.Status);
        Assert.Equal(Effect.InviteId, Assert.Single(opened.Work).EffectId);
        Assert.Equal(EffectStatus.Wanted, Reply(opened.State.After(Unhide())).Status);
    }

    [Fact]
    public void Who_declined_meanwhile_is_not_answered_when_it_is_shown()
    {
        var declined = Make.Inquired().After(Hide(), new LeadCommand.Decline(Make.Noon.AddSeconds(2), "不要") { Refused = new(Make.Noon, RefusalSource.Chat, "system", "shop") });
        Assert.Equal(EffectStatus.Dropped, Reply(declined.After(Unhide(3))).Status);
    }
}
