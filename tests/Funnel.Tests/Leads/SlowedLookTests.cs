using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>A platform that asks to be left alone was not looked at: that delays the look, proves nothing, and parks nobody.</summary>
public sealed class SlowedLookTests
{
    private static readonly Reason Slow = new Failure(FailureKind.RateLimited, "28003018", "slow down").ToReason();

    [Fact]
    public void However_often_it_asks_the_look_is_only_put_off()
    {
        var lead = WithReply(EffectStatus.Unknown);
        for (var minute = 1; minute < 100; minute++)
        {
            var decided = LeadDecider.Decide(lead, Slowed(minute));
            Assert.Equal(new Work(QueueNames.Replies, ReplyId, TimeSpan.FromSeconds(40)), Assert.Single(decided.Work));
            lead = decided.State!;
        }

        var effect = lead.Find(ReplyId)!;
        Assert.Equal((EffectStatus.Unknown, 0, Noon.AddMinutes(99).AddSeconds(40)), (effect.Status, effect.ReadBacks, effect.NotBefore));
        Assert.Equal(effect.NotBefore, Assert.Single(lead.UnderWay(Rules, Noon.AddMinutes(99))).Due);
        Assert.Equal(EffectStatus.Sent, lead.After(ReadBack(ReplyId, ReadBackResult.Found, after: 6100)).Find(ReplyId)!.Status);
    }

    [Fact]
    public void A_look_that_was_made_counts_again_and_the_next_is_not_late_before_its_time()
    {
        var lead = WithReply(EffectStatus.Unknown).After(Slowed(1), ReadBack(ReplyId, ReadBackResult.NotYet, after: 200));
        var effect = lead.Find(ReplyId)!;
        Assert.Equal((1, Noon.AddSeconds(200) + Rules.ReadBackAfter), (effect.ReadBacks, effect.NotBefore));
        Assert.Equal(effect.NotBefore, Assert.Single(lead.UnderWay(Rules, Noon.AddSeconds(200))).Due);
    }

    private static LeadCommand.ReadBack Slowed(int minute) => ReadBack(ReplyId, ReadBackResult.NotYet, after: 60 * minute) with { Why = Slow, Wait = TimeSpan.FromSeconds(40) };
}
