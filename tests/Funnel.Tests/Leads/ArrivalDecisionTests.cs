using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>What is decided about people who become contacts, leave, and come back.</summary>
public sealed class ArrivalDecisionTests
{
    [Fact]
    public void A_welcome_code_that_comes_after_a_no_is_not_used()
    {
        var said = Inquired().After(Arrive(code: null), new LeadCommand.Decline(Noon, "不要了"));
        Assert.False(LeadDecider.Decide(said, Arrive()).Changes);
    }

    [Fact]
    public void Whoever_said_no_and_adds_us_is_greeted_by_staff_until_an_operator_lifts_it()
    {
        var back = Inquired().After(new LeadCommand.Decline(Noon, "退订"), Arrive());
        Assert.Equal((Exit.Declined, Stage.Added), (back.Exit, back.Stage));
        Assert.Equal((EffectStatus.Parked, Reason.RefusedAndAdded), (back.Find(Effect.WelcomeId)!.Status, back.Find(Effect.WelcomeId)!.Reason));
        Assert.Equal(EffectStatus.Wanted, back.Find(Effect.LabelId)!.Status);
        Assert.Equal(Reason.NoCodeToReplay, LeadDecider.Decide(back, new LeadCommand.Replay(Noon, Effect.WelcomeId, Rules)).Refusal);
        Assert.Equal(Exit.None, back.After(new LeadCommand.LiftRefusal(Noon)).Exit);
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
        Assert.NotNull(LeadDecider.Decide(came, new LeadCommand.Replay(Noon, Effect.InviteId, Rules)).Refusal);
    }

    [Fact]
    public void A_contact_needs_no_invitation_that_was_refused_before()
    {
        var refused = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "你好"), new LeadCommand.Park(Noon, Effect.InviteId, Reason.NoCard("shop")), Arrive());
        Assert.Equal(EffectStatus.Dropped, refused.Find(Effect.InviteId)!.Status);
        Assert.NotNull(LeadDecider.Decide(refused, new LeadCommand.Replay(Noon, Effect.InviteId, Rules)).Refusal);
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
