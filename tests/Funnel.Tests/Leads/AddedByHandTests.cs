using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>An operator says that a person was added where nothing else tells it.</summary>
public sealed class AddedByHandTests
{
    private static readonly LeadCommand.AddedByHand Added = new(Noon.AddMinutes(5)) { By = "anna" };
    private static readonly LeadCommand.NotAdded Mistake = new(Noon.AddMinutes(6)) { By = "anna" };

    [Fact]
    public void Somebody_invited_is_added_by_the_operators_word_and_the_welcome_is_wanted()
    {
        var decided = LeadDecider.Decide(Invited(), Added);
        var lead = decided.State!;
        Assert.Equal((Stage.Added, true, "anna", Noon.AddMinutes(5)), (lead.Stage, lead.IsAddedByHand, lead.Contact!.StaffId, lead.ArrivedAt));
        Assert.Equal(EffectStatus.Wanted, lead.Find(Effect.WelcomeId)!.Status);
        Assert.Null(lead.Find(Effect.LabelId));
        Assert.Equal(Effect.WelcomeId, Assert.Single(decided.Work).EffectId);
        var told = Assert.Single(decided.Events);
        Assert.Equal((LeadEventKind.Arrived, "anna", Stage.Added, Reason.AddedByHand), (told.Kind, told.By, told.Stage, told.Reason));
        Assert.False(LeadDecider.Decide(lead, Added with { Now = Noon.AddHours(1) }).Changes);
    }

    [Fact]
    public void Nobody_is_added_who_was_not_answered() =>
        Assert.Equal(Reason.NotAnsweredYet, LeadDecider.Decide(Inquired(), Added).Refusal);

    [Fact]
    public void A_mistake_is_taken_back_for_ten_minutes_and_can_be_made_good()
    {
        var added = Invited().After(Added);
        var back = added.After(Mistake);
        Assert.Equal((Stage.Invited, null, null, null), (back.Stage, back.Contact, back.ContactVia, back.ArrivedAt));
        Assert.Equal((EffectStatus.Dropped, Reason.AddedTakenBack), (back.Find(Effect.WelcomeId)!.Status, back.Find(Effect.WelcomeId)!.Reason));
        Assert.False(LeadDecider.Decide(back, Mistake).Changes);
        Assert.Equal(EffectStatus.Wanted, back.After(Added with { Now = Noon.AddMinutes(7) }).Find(Effect.WelcomeId)!.Status);
        Assert.Equal(EffectStatus.Wanted, back.After(Arrive(second: 600)).Find(Effect.WelcomeId)!.Status);
        Assert.Equal(Reason.TooLateToPutBack(Noon.AddMinutes(5)), LeadDecider.Decide(added, Mistake with { Now = Noon.AddMinutes(16) }).Refusal);
        Assert.Equal(Reason.NotAddedByHand, LeadDecider.Decide(Invited().After(Arrive()), Mistake).Refusal);
    }

    [Fact]
    public void A_mistake_leads_back_to_where_it_was_made()
    {
        var replied = Inquired().After(new LeadCommand.DoneByHand(Noon.AddMinutes(1), ReplyId) { By = "anna" });
        Assert.Equal((Stage.Added, Stage.Replied), (replied.After(Added).Stage, replied.After(Added, Mistake).Stage));
        Assert.Null(replied.After(Added, Mistake).AddedFrom);
    }

    [Fact]
    public void Who_was_welcomed_is_not_taken_back()
    {
        var welcomed = Invited().After(
            Added, new LeadCommand.Park(Noon.AddMinutes(5), Effect.WelcomeId, Reason.NobodyWelcomes), new LeadCommand.DoneByHand(Noon.AddMinutes(6), Effect.WelcomeId) { By = "anna" });
        Assert.Equal(Stage.Served, welcomed.Stage);
        Assert.Equal(Reason.NothingToPutBack(Effect.WelcomeId, EffectStatus.Sent), LeadDecider.Decide(welcomed, Mistake with { Now = Noon.AddMinutes(7) }).Refusal);
        var putBack = welcomed.After(new LeadCommand.PutBack(Noon.AddMinutes(7), Effect.WelcomeId) { By = "anna" }, Mistake with { Now = Noon.AddMinutes(8) });
        Assert.Equal((Stage.Invited, null), (putBack.Stage, putBack.Contact));
    }

    [Fact]
    public void An_arrival_that_is_told_later_takes_the_place_of_the_word()
    {
        var parked = Invited().After(Added, new LeadCommand.Park(Noon.AddMinutes(5), Effect.WelcomeId, Reason.NobodyWelcomes));
        var come = parked.After(Arrive(second: 600));
        Assert.Equal((Contact, false), (come.Contact, come.IsAddedByHand));
        Assert.Equal((EffectStatus.Wanted, "code"), (come.Find(Effect.WelcomeId)!.Status, come.Find(Effect.WelcomeId)!.WelcomeCode));
        Assert.Equal(EffectStatus.Wanted, come.Find(Effect.LabelId)!.Status);
        var served = parked.After(new LeadCommand.DoneByHand(Noon.AddMinutes(6), Effect.WelcomeId), Arrive(second: 600));
        Assert.Equal((Contact, EffectStatus.Sent), (served.Contact, served.Find(Effect.WelcomeId)!.Status));
        Assert.Equal(Reason.NotAddedByHand, LeadDecider.Decide(come, Mistake).Refusal);
    }

    [Fact]
    public void An_invitation_that_still_waited_is_over_and_waits_again_after_a_mistake()
    {
        var lead = Invited() is var invited && invited.Find(Effect.InviteId) is { } sent
            ? invited with { Effects = invited.Effects.Replace(sent, sent with { Status = EffectStatus.Parked, Reason = Reason.WorkFailed, SentAt = null, Receipt = null }) } : null!;
        var added = lead.After(Added);
        Assert.Equal((EffectStatus.Sent, null), (added.Find(Effect.InviteId)!.Status, added.Find(Effect.InviteId)!.Reason));
        var back = added.After(Mistake);
        Assert.Equal((EffectStatus.Parked, Reason.WorkFailed), (back.Find(Effect.InviteId)!.Status, back.Find(Effect.InviteId)!.Reason));
    }

    [Fact]
    public void Whoever_said_no_is_greeted_by_staff()
    {
        var lead = Invited().After(new LeadCommand.Decline(Noon.AddMinutes(2), "退订"), Added);
        Assert.Equal((Exit.Declined, Stage.Added, EffectStatus.Parked, Reason.RefusedAndAdded), (lead.Exit, lead.Stage, lead.Find(Effect.WelcomeId)!.Status, lead.Find(Effect.WelcomeId)!.Reason));
    }

    private static Lead Invited() =>
        Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), null), Claim(Effect.InviteId), Settle(Effect.InviteId, new SendReceipt("dm")));
}
