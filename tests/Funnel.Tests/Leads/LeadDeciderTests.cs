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
        "replay" => new LeadCommand.Replay(Noon, ReplyId),
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
        Assert.NotNull(LeadDecider.Decide(WithReply(EffectStatus.Parked).After(new LeadCommand.Decline(Noon, "不要了")), new LeadCommand.Replay(Noon, ReplyId)).Refusal);
    }

    [Fact]
    public void Who_declined_and_then_left_still_gets_nothing()
    {
        var left = Inquired().After(Arrive(), new LeadCommand.Decline(Noon, "退订"), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.Equal(Exit.Declined, left.Exit);
        Assert.Empty(LeadDecider.Decide(left, Inquire("c2", "price")).Work);
    }

    [Fact]
    public void A_welcome_code_that_comes_after_a_no_is_not_used()
    {
        var said = Inquired().After(Arrive(code: null), new LeadCommand.Decline(Noon, "不要了"));
        Assert.False(LeadDecider.Decide(said, Arrive()).Changes);
    }

    [Fact]
    public void Whoever_adds_us_is_written_to_again()
    {
        var back = Inquired().After(new LeadCommand.Decline(Noon, "退订"), Arrive());
        Assert.Equal(Exit.None, back.Exit);
        Assert.Equal(EffectStatus.Wanted, back.Find(Effect.WelcomeId)!.Status);
    }

    [Fact]
    public void A_list_that_still_names_somebody_who_left_does_not_bring_them_back()
    {
        var left = Inquired().After(Arrive(), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.False(LeadDecider.Decide(left, new LeadCommand.Arrive(Noon.AddHours(2), Contact, null, null, null)).Changes);
        Assert.False(LeadDecider.Decide(left, Arrive()).Changes);
        Assert.Equal(Exit.None, left.After(Arrive(second: 7200)).Exit);
    }

    [Fact]
    public void Deletions_and_returns_count_in_the_order_they_happened()
    {
        var lead = Inquired().After(Arrive());
        var (first, second) = (Noon.AddMinutes(10), Noon.AddMinutes(30));
        var left = lead.After(new LeadCommand.Leave(second, Contact, first), new LeadCommand.Leave(second, Contact, second));
        Assert.False(LeadDecider.Decide(left, Arrive(second: 20 * 60)).Changes);
        var returned = lead.After(new LeadCommand.Leave(second, Contact, first), Arrive(second: 20 * 60));
        Assert.False(LeadDecider.Decide(returned, new LeadCommand.Leave(second, Contact, first)).Changes);
    }

    [Fact]
    public void A_link_that_was_passed_on_does_not_change_who_the_lead_is()
    {
        var lead = Inquired().After(Arrive());
        Assert.False(LeadDecider.Decide(lead, Arrive(second: 60) with { Contact = new("staff", "wx-friend") }).Changes);
    }

    [Fact]
    public void A_code_that_comes_after_the_contact_is_still_used()
    {
        var without = Inquired().After(Arrive(code: null));
        Assert.Equal(EffectStatus.Parked, without.Find(Effect.WelcomeId)!.Status);
        var with = without.After(Arrive(second: 2));
        Assert.Equal(("code", EffectStatus.Wanted), (with.Find(Effect.WelcomeId)!.WelcomeCode, with.Find(Effect.WelcomeId)!.Status));
    }

    [Fact]
    public void A_welcome_of_unknown_outcome_is_tried_again_only_while_its_code_lives()
    {
        var sending = Inquired().After(Arrive(), Claim(Effect.WelcomeId));
        var unknown = Settle(Effect.WelcomeId, Failed(FailureKind.Unknown)) with { Rules = Rules with { Repeatable = Repeatable.WhileCodeLives } };
        Assert.Equal(EffectStatus.Wanted, sending.After(unknown).Find(Effect.WelcomeId)!.Status);
        var late = unknown with { Now = Noon.AddSeconds(18) };
        Assert.Equal(EffectStatus.Parked, sending.After(late).Find(Effect.WelcomeId)!.Status);
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

    [Fact]
    public void Somebody_who_comes_back_to_another_member_of_staff_is_labelled_there_too()
    {
        var labelled = Inquired().After(Arrive(), new LeadCommand.Settle(Noon, Effect.LabelId, null, new SendReceipt("ok"), Rules), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.Equal(EffectStatus.Sent, labelled.After(Arrive(second: 7200)).Find(Effect.LabelId)!.Status);
        Assert.Equal(EffectStatus.Wanted, labelled.After(Arrive(second: 7200) with { Contact = new("other", "wx-1") }).Find(Effect.LabelId)!.Status);
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("unknown")]
    [InlineData("parked")]
    public void Who_comes_by_the_link_of_an_invitation_has_got_it_and_never_gets_another(string known)
    {
        var claimed = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), Claim(Effect.InviteId));
        var lead = known switch
        {
            "claimed" => claimed,
            "unknown" => claimed.After(Settle(Effect.InviteId, Failed(FailureKind.Unknown))),
            _ => claimed.After(new LeadCommand.Park(Noon, Effect.InviteId, Reason.OutcomeUnknown)),
        };
        var came = lead.After(Arrive(second: 30));
        Assert.Equal(EffectStatus.Sent, came.Find(Effect.InviteId)!.Status);
        Assert.NotNull(LeadDecider.Decide(came, new LeadCommand.Replay(Noon, Effect.InviteId)).Refusal);
    }

    [Fact]
    public void A_contact_needs_no_invitation_that_was_refused_before()
    {
        var refused = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), new LeadCommand.Park(Noon, Effect.InviteId, Reason.NoCard("shop")), Arrive());
        Assert.Equal(EffectStatus.Dropped, refused.Find(Effect.InviteId)!.Status);
        Assert.NotNull(LeadDecider.Decide(refused, new LeadCommand.Replay(Noon, Effect.InviteId)).Refusal);
    }

    [Fact]
    public void Whoever_comes_by_another_persons_link_is_a_lead_of_their_own_without_an_ask()
    {
        var lead = Inquired().After(Arrive());
        var came = Arrive(second: 60) with { Contact = new("staff", "wx-friend"), Via = "wecom", LinkOf = lead };
        var friend = LeadDecider.Decide(null, came).State!;
        Assert.Equal((Stage.Added, "wecom:wx-friend", Offer, "小明"), (friend.Stage, friend.PersonId, friend.OfferId, friend.CameBy!.Nick));
        Assert.Equal(EffectStatus.Wanted, friend.Find(Effect.WelcomeId)!.Status);
        Assert.False(LeadDecider.Decide(friend, came).Changes);

        var known = lead.After(new LeadCommand.LinkPassedOn(Noon, friend.Id));
        Assert.Equal(friend.Id, Assert.Single(known.Friends));
        Assert.False(LeadDecider.Decide(known, new LeadCommand.LinkPassedOn(Noon, friend.Id)).Changes);
    }

    [Fact]
    public void A_stranger_who_comes_after_the_person_left_is_not_taken_for_their_return()
    {
        var left = Inquired().After(Arrive(), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.False(LeadDecider.Decide(left, Arrive(second: 7200) with { Contact = new("staff", "wx-stranger") }).Changes);
    }
}
