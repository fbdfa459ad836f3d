using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

public sealed class LeadDeciderTests
{
    public static TheoryData<EffectStatus, string, EffectStatus?> Moves()
    {
        // Null: refused or without effect.
        const EffectStatus wanted = EffectStatus.Wanted, sending = EffectStatus.Sending, sent = EffectStatus.Sent, unknown = EffectStatus.Unknown,
            parked = EffectStatus.Parked, dropped = EffectStatus.Dropped;
        (string Command, EffectStatus?[] Becomes)[] table =
        [
            //                    Wanted   Sending  Sent  Unknown  Parked   Dropped
            ("claim",            [sending, null,    null, null,    null,    null]),
            ("accepted",         [null,    sent,    null, sent,    sent,    null]),
            ("unknown",          [null,    unknown, null, null,    null,    null]),
            ("rate-limited",     [null,    wanted,  null, null,    null,    null]),
            ("auth-expired",     [null,    wanted,  null, null,    null,    null]),
            ("rejected",         [null,    parked,  null, null,    null,    null]),
            ("window-closed",    [null,    parked,  null, null,    null,    null]),
            ("gone",             [null,    dropped, null, null,    null,    null]),
            ("found",            [null,    sent,    null, sent,    null,    null]),
            ("absent",           [null,    wanted,  null, wanted,  null,    null]),
            ("not-yet",          [null,    unknown, null, unknown, null,    null]),
            ("impossible",       [null,    parked,  null, parked,  null,    null]),
            ("found-gone",       [null,    dropped, null, dropped, null,    null]),
            ("decline",          [dropped, null,    null, null,    null,    null]),
            ("park",             [parked,  parked,  null, parked,  null,    null]),
            ("replay",           [null,    null,    null, null,    wanted,  null]),
            ("done-by-hand",     [sent,    sent,    null, sent,    sent,    null]),
            ("give-up",          [dropped, null,    null, dropped, dropped, null]),
        ];
        var data = new TheoryData<EffectStatus, string, EffectStatus?>();
        foreach (var (command, becomes) in table)
        {
            foreach (var (i, to) in becomes.Index())
            {
                data.Add((EffectStatus)(i + 1), command, to);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void An_effect_moves_only_as_the_table_says(EffectStatus from, string command, EffectStatus? to)
    {
        var lead = WithReply(from);
        var decided = LeadDecider.Decide(lead, Command(command, from));
        Assert.Equal(to ?? from, decided.State!.Find(ReplyId)!.Status);
        Assert.True(to is null || to == from || EffectMoves.IsLegal(from, to.Value));
        Assert.True(decided.Changes == !ReferenceEquals(lead, decided.State), decided.Refusal?.Words);
    }

    private static LeadCommand Command(string name, EffectStatus from) => name switch
    {
        "claim" => Claim(ReplyId, 7200),
        "accepted" => Settle(ReplyId, new SendReceipt("r2"), Claimed(from)),
        "unknown" => Settle(ReplyId, Failed(FailureKind.Unknown), Claimed(from)),
        "rate-limited" => Settle(ReplyId, Failed(FailureKind.RateLimited), Claimed(from)),
        "auth-expired" => Settle(ReplyId, Failed(FailureKind.AuthExpired), Claimed(from)),
        "rejected" => Settle(ReplyId, Failed(FailureKind.Rejected), Claimed(from)),
        "window-closed" => Settle(ReplyId, Failed(FailureKind.WindowClosed), Claimed(from)),
        "gone" => Settle(ReplyId, Failed(FailureKind.Gone), Claimed(from)),
        "found" => ReadBack(ReplyId, ReadBackResult.Found, Claimed(from)),
        "absent" => ReadBack(ReplyId, ReadBackResult.Absent, Claimed(from)),
        "not-yet" => ReadBack(ReplyId, ReadBackResult.NotYet, Claimed(from)),
        "impossible" => ReadBack(ReplyId, ReadBackResult.Impossible, Claimed(from)),
        "found-gone" => ReadBack(ReplyId, ReadBackResult.Gone, Claimed(from)),
        "decline" => new LeadCommand.Decline(Noon, "不要了"),
        "park" => new LeadCommand.Park(Noon, ReplyId, Reason.WorkFailed),
        "replay" => new LeadCommand.Replay(Noon, ReplyId, Rules),
        "done-by-hand" => new LeadCommand.DoneByHand(Noon, ReplyId),
        _ => new LeadCommand.GiveUp(Noon, ReplyId),
    };

    /// <summary>What was never claimed has no attempt to speak of.</summary>
    private static int Claimed(EffectStatus from) => from == EffectStatus.Wanted ? 999 : 0;

    [Fact]
    public void An_inquiry_opens_a_lead_and_wants_one_reply_with_its_message()
    {
        var decided = LeadDecider.Decide(null, Inquire());
        Assert.Equal(Stage.Inquired, decided.State!.Stage);
        Assert.Equal(new Work(QueueNames.Replies, ReplyId, TimeSpan.Zero), Assert.Single(decided.Work));
    }

    [Fact]
    public void Ten_comments_of_one_person_make_one_reply_per_offer()
    {
        var lead = Inquired();
        for (var i = 2; i < 12; i++)
        {
            lead = lead.After(Inquire("c" + i, i % 2 == 0 ? Offer : "price"));
        }

        Assert.Equal(["reply:material", "reply:price"], lead.Effects.Select(e => e.Id));
    }

    [Fact]
    public void Nothing_is_known_of_a_lead_before_it_asked() =>
        Assert.NotNull(LeadDecider.Decide(null, new LeadCommand.OpenChat(Noon, Wrote(), "你好")).Refusal);

    [Fact]
    public void A_young_claim_is_not_taken_away_from_whoever_holds_it()
    {
        var sending = WithReply(EffectStatus.Sending);
        Assert.NotNull(LeadDecider.Decide(sending, ReadBack(ReplyId, ReadBackResult.Absent, after: 59)).Refusal);
        Assert.Null(LeadDecider.Decide(sending, ReadBack(ReplyId, ReadBackResult.Absent, after: 60)).Refusal);
    }

    [Fact]
    public void An_answer_to_an_older_attempt_changes_nothing()
    {
        var second = WithReply(EffectStatus.Unknown).After(ReadBack(ReplyId, ReadBackResult.Absent)).After(Claim(ReplyId, 100));
        Assert.NotNull(LeadDecider.Decide(second, Settle(ReplyId, new SendReceipt("late"))).Refusal);
    }

    [Fact]
    public void A_receipt_that_was_quicker_than_our_answer_counts_once()
    {
        var claimed = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), Claim(Effect.InviteId));
        var received = claimed.After(new LeadCommand.ChatReceipt(Noon, "chat1", "m1", null));
        Assert.Equal(EffectStatus.Sent, received.Find(Effect.InviteId)!.Status);
        Assert.False(LeadDecider.Decide(received, Settle(Effect.InviteId, Failed(FailureKind.Unknown))).Changes);
    }

    [Fact]
    public void A_lost_invitation_is_sent_no_second_time_by_a_second_window()
    {
        var unknown = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), Claim(Effect.InviteId), Settle(Effect.InviteId, Failed(FailureKind.Unknown)));
        var again = LeadDecider.Decide(unknown, new LeadCommand.OpenChat(Noon.AddMinutes(5), Wrote("w2", 5), "在吗"));
        Assert.Empty(again.Work);
        Assert.NotNull(LeadDecider.Decide(again.State, Claim(Effect.InviteId, 301)).Refusal);
    }

    [Fact]
    public void Opening_the_chat_does_not_cut_the_day_that_a_message_gave()
    {
        var wrote = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"));
        var opened = LeadDecider.Decide(wrote, new LeadCommand.OpenChat(Noon.AddMinutes(1), Opened(minute: 1), null));
        Assert.False(opened.Changes);
        Assert.Null(LeadDecider.Decide(opened.State, Claim(Effect.InviteId, 600)).Refusal);
    }

    [Fact]
    public void A_window_that_the_platform_calls_closed_is_not_tried_again()
    {
        var closed = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), Claim(Effect.InviteId), Settle(Effect.InviteId, Failed(FailureKind.WindowClosed)));
        Assert.NotNull(LeadDecider.Decide(closed, Claim(Effect.InviteId, 10)).Refusal);
        var next = LeadDecider.Decide(closed, new LeadCommand.OpenChat(Noon.AddMinutes(1), Opened(minute: 1), null));
        Assert.Equal(QueueNames.Chats, Assert.Single(next.Work).Queue);
    }

    [Fact]
    public void Who_declined_gets_nothing_even_if_a_send_turns_out_not_to_have_happened()
    {
        var declined = WithReply(EffectStatus.Unknown).After(new LeadCommand.Decline(Noon, "不要了"), ReadBack(ReplyId, ReadBackResult.Absent));
        Assert.Equal(EffectStatus.Dropped, declined.Find(ReplyId)!.Status);
        Assert.NotNull(LeadDecider.Decide(WithReply(EffectStatus.Parked).After(new LeadCommand.Decline(Noon, "不要了")), new LeadCommand.Replay(Noon, ReplyId, Rules)).Refusal);
    }

    [Fact]
    public void Who_declined_and_then_left_still_gets_nothing()
    {
        var left = Inquired().After(Arrive(), new LeadCommand.Decline(Noon, "退订"), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.Equal(Exit.Declined, left.Exit);
        Assert.Empty(LeadDecider.Decide(left, Inquire("c2", "price")).Work);
    }

    [Fact]
    public void Faults_are_tried_five_times_and_rate_limits_for_ever()
    {
        Assert.Equal(EffectStatus.Parked, Tried(FailureKind.Transient, 5).Status);
        Assert.Equal(EffectStatus.Wanted, Tried(FailureKind.Transient, 4).Status);
        Assert.Equal(EffectStatus.Wanted, Tried(FailureKind.QuotaExhausted, 40).Status);
    }

    private static Effect Tried(FailureKind kind, int times)
    {
        var lead = Inquired();
        for (var i = 0; i < times; i++)
        {
            lead = lead.After(Claim(ReplyId, i * 3600), Settle(ReplyId, Failed(kind), i * 3600));
        }

        return lead.Find(ReplyId)!;
    }

    [Fact]
    public void What_its_connector_did_not_promise_is_not_repeated_and_what_it_promised_is_without_a_look()
    {
        var sending = WithReply(EffectStatus.Sending);
        Assert.NotNull(LeadDecider.Decide(sending, ReadBack(ReplyId, ReadBackResult.Repeatable)).Refusal);
        var promised = ReadBack(ReplyId, ReadBackResult.Repeatable) with { Rules = Rules with { Repeatable = Repeatable.WhileCodeLives } };
        Assert.Equal(EffectStatus.Wanted, sending.After(promised).Find(ReplyId)!.Status);
    }

    [Fact]
    public void What_is_claimed_with_what_happened_needs_no_message_that_says_to_do_it_now()
    {
        var opened = LeadDecider.Decide(Inquired(), new LeadCommand.OpenChat(Noon, Wrote(), "你好"));
        Assert.Single(opened.Work);
        Assert.Empty(opened.Then(Claim(Effect.InviteId)).Work);
        Assert.Single(opened.Then(Claim("reply:other")).Work);
    }

    /// <summary>Its place among those who wait for a turn was given up when the person said no.</summary>
    [Fact]
    public void An_invitation_that_is_wanted_again_waits_for_no_turn_that_was_given_up()
    {
        var held = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), null), new LeadCommand.Hold(Noon, Effect.InviteId, 0, Reason.RepliesHeld("shop")));
        Assert.NotNull(held.Find(Effect.InviteId)!.Held);
        var again = held.After(new LeadCommand.Decline(Noon, "不要了"), new LeadCommand.LiftRefusal(Noon), new LeadCommand.OpenChat(Noon.AddMinutes(1), Wrote("w2", 1), "还是要"));
        Assert.Equal((EffectStatus.Wanted, (Reason?)null), (again.Find(Effect.InviteId)!.Status, again.Find(Effect.InviteId)!.Held));
    }
}
