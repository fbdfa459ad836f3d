using System.Globalization;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Tests.Leads;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Growth;

/// <summary>What is decided about friends who come by somebody's link, and what was promised for them.</summary>
public sealed class FriendDecisionTests
{
    private static readonly ReferralTerms Terms = new(Offer, 2, TimeSpan.FromDays(1));
    private static readonly string RewardId = Effect.RewardId(Offer);

    private static Lead Added => Inquired().After(Arrive());

    [Fact]
    public void Enough_friends_are_counted_once_when_they_have_had_their_time_to_stay()
    {
        var one = Added.After(Came(1));
        Assert.Null(one.Find(RewardId));
        var two = LeadDecider.Decide(one, Came(2));
        Assert.Equal((EffectStatus.Wanted, Noon + Terms.Stay), (two.State!.Find(RewardId)!.Status, two.State.Find(RewardId)!.NotBefore));
        Assert.Contains(two.Work, w => string.Equals(w.EffectId, RewardId, StringComparison.Ordinal));
        Assert.DoesNotContain(LeadDecider.Decide(two.State, Came(3)).Work, w => string.Equals(w.EffectId, RewardId, StringComparison.Ordinal));
        Assert.False(LeadDecider.Decide(two.State, Came(2)).Changes);
    }

    [Fact]
    public void The_same_friend_again_and_the_person_themselves_are_no_friends()
    {
        var lead = Added.After(Came(1), Came(1), new LeadCommand.LinkPassedOn(Noon, Added.Id) { Terms = Terms });
        Assert.Single(lead.Friends);
        Assert.Null(lead.Find(RewardId));
    }

    [Fact]
    public void With_too_few_who_stayed_it_is_over_until_another_comes()
    {
        var over = Added.After(Came(1), Came(2), new LeadCommand.Drop(Noon, RewardId, Reason.TooFewFriends(1, 2)));
        Assert.Equal(EffectStatus.Dropped, over.Find(RewardId)!.Status);
        Assert.Equal(EffectStatus.Wanted, over.After(Came(3)).Find(RewardId)!.Status);

        var byHand = Added.After(Came(1), Came(2), new LeadCommand.Park(Noon, RewardId, Reason.RewardByHand(2)), new LeadCommand.GiveUp(Noon, RewardId) { By = "anna" });
        Assert.Equal(EffectStatus.Dropped, byHand.After(Came(3)).Find(RewardId)!.Status); // an operator's word
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Where_one_of_them_may_have_come_before_a_loss_staff_looks_whether_it_was_given(bool first, bool second)
    {
        var reward = Added.After(Came(1) with { IsAfterLoss = first }, Came(2) with { IsAfterLoss = second }).Find(RewardId)!;
        Assert.Equal((EffectStatus.Parked, Reason.RewardMayBeGiven), (reward.Status, reward.Reason));
    }

    [Fact]
    public void Nobody_is_rewarded_who_declined_or_is_no_contact()
    {
        Assert.Null(Added.After(new LeadCommand.Decline(Noon, "不要了"), Came(1), Came(2)).Find(RewardId));
        Assert.Null(Inquired().After(Came(1), Came(2)).Find(RewardId));
        var left = Added.After(Came(1), Came(2), new LeadCommand.Leave(Noon.AddHours(1), Contact, Noon.AddHours(1)));
        Assert.Equal((EffectStatus.Dropped, Reason.ContactGone), (left.Find(RewardId)!.Status, left.Find(RewardId)!.Reason));
    }

    [Fact]
    public void Friends_who_are_known_before_the_person_are_of_a_time_of_which_something_is_lost()
    {
        var reward = Inquired().After(Came(1), Came(2), Arrive() with { Terms = Terms }).Find(RewardId)!;
        Assert.Equal((EffectStatus.Parked, Reason.RewardMayBeGiven), (reward.Status, reward.Reason));
    }

    private static LeadCommand.LinkPassedOn Came(int friend) => new(Noon, LeadId.Of("shop", "wecom:" + friend.ToString(CultureInfo.InvariantCulture))) { Terms = Terms };
}
