using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Tests.Leads;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Growth;

/// <summary>What is decided about people who come into groups and leave them, in whatever order that is told.</summary>
public sealed class GroupDecisionTests
{
    private static readonly TimeSpan Later = TimeSpan.FromDays(2);

    private static Lead Served => Inquired().After(Arrive(), Claim(Effect.WelcomeId), Settle(Effect.WelcomeId, new SendReceipt("w")));

    [Fact]
    public void Whoever_was_served_and_joins_is_grouped_and_stays_that_when_they_leave()
    {
        var joined = Served.After(Join(1));
        Assert.Equal((Stage.Grouped, true), (joined.Stage, joined.IsInGroup));
        var left = joined.After(Leave(5));
        Assert.Equal((Stage.Grouped, false), (left.Stage, left.IsInGroup));
        Assert.Equal(new GroupStay("g", Noon.AddMinutes(1), Noon.AddMinutes(5)), Assert.Single(left.Groups));
        Assert.Equal(2, left.After(Join(9)).Groups.Length);
    }

    [Fact]
    public void Whoever_joins_before_the_welcome_is_grouped_with_it()
    {
        var early = Inquired().After(Arrive(), Join(1));
        Assert.Equal(Stage.Added, early.Stage);
        Assert.Equal(Stage.Grouped, early.After(Claim(Effect.WelcomeId), Settle(Effect.WelcomeId, new SendReceipt("w"))).Stage);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void The_order_in_which_it_is_told_does_not_matter(int first, int second)
    {
        LeadCommand Told(int minute) => minute == 1 ? Join(1) : Leave(5);
        var lead = Served.After(Told(first), Told(second));
        Assert.Equal(new GroupStay("g", Noon.AddMinutes(1), Noon.AddMinutes(5)), Assert.Single(lead.Groups));
        Assert.False(lead.IsInGroup);
        Assert.False(LeadDecider.Decide(lead, Told(first)).Changes);
        Assert.False(LeadDecider.Decide(lead, Told(second)).Changes);
    }

    [Fact]
    public void Whoever_was_missed_by_mistake_and_is_seen_again_never_left()
    {
        var missed = Served.After(Join(1), Leave(5) with { IsFoundLate = true });
        Assert.True(Assert.Single(missed.Groups).FoundLate);
        Assert.False(LeadDecider.Decide(missed, Join(1)).Changes); // an event that comes twice
        Assert.Equal(new GroupStay("g", Noon.AddMinutes(1)), Assert.Single(missed.After(Join(1) with { IsSeen = true }).Groups));
    }

    [Fact]
    public void Staff_invites_who_is_not_there_after_a_while_and_nobody_who_is()
    {
        var arrived = LeadDecider.Decide(Inquired(), Arrive() with { GroupTaskAfter = Later });
        var invite = arrived.State!.Find(Effect.GroupInviteId)!;
        Assert.Equal((EffectStatus.Wanted, Noon + Later), (invite.Status, invite.NotBefore));
        Assert.Contains(arrived.Work, w => w is { EffectId: Effect.GroupInviteId } && w.Delay == TimeSpan.FromDays(1)); // as long as queues keep a message
        Assert.Equal((EffectStatus.Dropped, Reason.InGroup), Of(arrived.State.After(Join(1))));
        Assert.Equal((EffectStatus.Dropped, Reason.ContactGone), Of(arrived.State.After(new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)))));
        Assert.Null(Inquired().After(Join(1), Arrive() with { GroupTaskAfter = Later }).Find(Effect.GroupInviteId));
        static (EffectStatus, Reason?) Of(Lead lead) => (lead.Find(Effect.GroupInviteId)!.Status, lead.Find(Effect.GroupInviteId)!.Reason);
    }

    private static LeadCommand.JoinGroup Join(int minute) => new(Noon.AddMinutes(30), "g", Noon.AddMinutes(minute));

    private static LeadCommand.LeaveGroup Leave(int minute) => new(Noon.AddMinutes(30), "g", Noon.AddMinutes(minute));
}
