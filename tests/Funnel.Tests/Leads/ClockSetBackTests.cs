using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>What a lead remembers of times that are still to come: the clock was set back since.</summary>
public sealed class ClockSetBackTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(480)]
    public void A_retry_that_was_to_wait_is_due(int minutes)
    {
        var failed = Settle(ReplyId, new Failure(FailureKind.RateLimited, "x", "slow down", TimeSpan.FromHours(3)));
        var waiting = Inquired().After(Claim(ReplyId), failed);
        Assert.Equal(Reason.NotDue(ReplyId, Noon.AddHours(3).AddSeconds(1)), LeadDecider.Decide(waiting, Claim(ReplyId, 30)).Refusal);
        Assert.Null(LeadDecider.Decide(waiting, Claim(ReplyId, -60 * minutes)).Refusal);
    }

    [Fact]
    public void A_retry_never_waits_longer_than_it_was_told_to()
    {
        var failed = Settle(ReplyId, new Failure(FailureKind.RateLimited, "x", "slow down", TimeSpan.FromMinutes(10)));
        var effect = Inquired().After(Claim(ReplyId), failed).Find(ReplyId)!;
        foreach (var second in Enumerable.Range(-1000, 2000))
        {
            Assert.InRange(effect.NotDueFor(Noon.AddSeconds(second)), TimeSpan.Zero, TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(6));
        }
    }

    [Theory]
    [InlineData(EffectStatus.Sending)]
    [InlineData(EffectStatus.Unknown)]
    public void Absence_proves_nothing_until_the_platform_has_had_its_time_anew(EffectStatus status)
    {
        var anew = LeadDecider.Decide(WithReply(status), ReadBack(ReplyId, ReadBackResult.Absent, after: -7200));
        Assert.Equal(EffectStatus.Unknown, anew.State!.Find(ReplyId)!.Status);
        Assert.Equal(new Work(QueueNames.Replies, ReplyId, Rules.ReadBackAfter) { Waited = anew.State.Find(ReplyId)!.AttemptId }, Assert.Single(anew.Work));

        var early = LeadDecider.Decide(anew.State, ReadBack(ReplyId, ReadBackResult.Absent, after: -7200 + 59));
        Assert.Equal((false, Reason.NotShownYet), (early.Changes, early.Refusal));
        Assert.Equal(EffectStatus.Wanted, LeadDecider.Decide(anew.State, ReadBack(ReplyId, ReadBackResult.Absent, after: -7200 + 60)).State!.Find(ReplyId)!.Status);
    }

    [Theory]
    [InlineData(ReadBackResult.Found, EffectStatus.Sent)]
    [InlineData(ReadBackResult.Gone, EffectStatus.Dropped)]
    public void What_was_found_was_found(ReadBackResult result, EffectStatus becomes) =>
        Assert.Equal(becomes, LeadDecider.Decide(WithReply(EffectStatus.Unknown), ReadBack(ReplyId, result, after: -7200)).State!.Find(ReplyId)!.Status);

    [Fact]
    public void A_few_seconds_are_the_clock_of_another_host() =>
        Assert.Equal(Reason.NotShownYet, LeadDecider.Decide(WithReply(EffectStatus.Unknown), ReadBack(ReplyId, ReadBackResult.Absent, after: -4)).Refusal);

    [Fact]
    public void A_window_that_seems_to_end_later_does_not_keep_out_a_newer_one_of_its_kind()
    {
        var before = Inquired().After(new LeadCommand.OpenChat(Noon, Opened(), null));
        var now = Noon.AddHours(-2);
        var reopened = Opened("o2", 10) with { ExpiresAt = now.AddSeconds(30) };
        Assert.Equal("o2", before.After(new LeadCommand.OpenChat(now, reopened, null)).Window!.MessageId);
    }

    [Fact]
    public void A_persons_own_message_is_still_worth_more_than_an_opened_chat()
    {
        var wrote = Inquired().After(new LeadCommand.OpenChat(Noon, Wrote(), "在吗"));
        Assert.Equal("w1", wrote.After(new LeadCommand.OpenChat(Noon.AddMinutes(10), Opened("o2", 10), null)).Window!.MessageId);
    }
}
