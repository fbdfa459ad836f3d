using Funnel.Leads;
using Funnel.Connectors;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>What a lead's line says of stays and waits.</summary>
public sealed class LeadMeasuresTests
{
    /// <summary>12:00 UTC is 20:00 for the merchant.</summary>
    private const int Hour = 20;

    [Fact]
    public void Waits_are_counted_from_the_comments_own_time_under_the_merchants_hour()
    {
        var asked = Inquire();
        var early = asked with { Ask = asked.Ask with { At = Noon.AddSeconds(-40) } };
        var lead = LeadDecider.Decide(null, early).State!;
        Assert.Equal([new(null, CountedAs.Open, (int)WaitKind.Reply, Hour - 1)], Counted(lead));

        lead = lead.After(Claim(ReplyId, 20), Settle(ReplyId, new SendReceipt("r"), 20));
        Assert.Contains(new(null, CountedAs.Hour, (int)WaitKind.Reply, Hour - 1, WaitBuckets.Minute), Counted(lead));
        Assert.Contains(new(null, CountedAs.Open, (int)WaitKind.Chat, Hour), Counted(lead));
        Assert.Contains(new(null, CountedAs.Open, (int)WaitKind.Contact, Hour), Counted(lead));
    }

    [Fact]
    public void A_journey_has_each_wait_once_and_what_is_over_is_open_no_more()
    {
        var lead = Served();

        var counted = Counted(lead).ToList();
        Assert.Equal(
            [WaitKind.Reply, WaitKind.Chat, WaitKind.Invitation, WaitKind.Arrival, WaitKind.Welcome, WaitKind.Contact],
            counted.Where(c => c.As == CountedAs.Wait).Select(c => (WaitKind)c.First));
        Assert.DoesNotContain(counted, c => c.As == CountedAs.Open);
        Assert.Equal(WaitBuckets.Of(TimeSpan.FromMinutes(3)), counted.Single(c => c is { As: CountedAs.Wait, First: (int)WaitKind.Chat }).Second);
    }

    [Fact]
    public void An_end_before_the_beginning_is_counted_apart()
    {
        var asked = Inquire();
        var ahead = asked with { Ask = asked.Ask with { At = Noon.AddSeconds(5) } };
        var lead = LeadDecider.Decide(null, ahead).State!.After(Claim(ReplyId, 2), Settle(ReplyId, new SendReceipt("r"), 2));

        Assert.Contains(new(null, CountedAs.Wait, (int)WaitKind.Reply, WaitBuckets.Negative), Counted(lead));
    }

    [Fact]
    public void Who_opened_the_chat_before_the_reply_did_not_wait_for_it()
    {
        var lead = Inquired().After(new LeadCommand.OpenChat(Noon.AddSeconds(1), Wrote(), "在吗"), Claim(ReplyId, 300), Settle(ReplyId, new SendReceipt("r"), 300));

        Assert.DoesNotContain(Counted(lead), c => c.As is CountedAs.Wait && c.First == (int)WaitKind.Chat);
    }

    [Fact]
    public void A_stay_counts_by_the_day_of_being_added_and_the_first_deletion()
    {
        var lead = Served();
        Assert.Equal(new(null, CountedAs.Stay, 0, -1), StayOf(lead));

        var gone = lead.After(Leave(days: 7));
        Assert.Equal(new(null, CountedAs.Stay, 0, 6), StayOf(gone));

        var back = gone.After(Arrive(null, 9 * 86_400));
        Assert.Equal(new(null, CountedAs.Stay, 0, 6, (int)StayNotes.IsBack), StayOf(back));
        Assert.Equal([(Noon.AddSeconds(600), Noon.AddDays(7)), (Noon.AddDays(9), null)], back.Stays.Select(s => (s.From, s.To)));

        Assert.Equal(new(null, CountedAs.Stay, 0, 6), StayOf(back.After(Leave(days: 10))));
    }

    [Fact]
    public void Who_was_added_days_later_counts_in_the_cohort_of_that_day()
    {
        // 20:00 and four hours is the merchant's next day.
        var lead = Inquired().After(Claim(ReplyId), Settle(ReplyId, new SendReceipt("r")), Arrive("code", 4 * 3_600));
        Assert.Equal(new(null, CountedAs.Stay, 1, -1), StayOf(lead));
    }

    [Fact]
    public void An_end_that_nobody_told_is_marked()
    {
        var gone = Served().After(Leave(days: 3) with { IsFoundLate = true });
        Assert.Equal(new(null, CountedAs.Stay, 0, 2, (int)StayNotes.FoundLate), StayOf(gone));
        Assert.True(Assert.Single(gone.Stays).FoundLate);
    }

    [Fact]
    public void What_an_operator_takes_back_was_no_stay()
    {
        var lead = Inquired().After(Claim(ReplyId), Settle(ReplyId, new SendReceipt("r")), new LeadCommand.AddedByHand(Noon.AddMinutes(5)) { By = "anna" });
        Assert.Single(lead.Stays);

        Assert.Empty(lead.After(new LeadCommand.NotAdded(Noon.AddMinutes(6)) { By = "anna" }).Stays);
    }

    [Fact]
    public void The_first_stay_and_the_latest_are_kept()
    {
        var lead = Served();
        for (var day = 1; day <= 40; day += 2)
        {
            lead = lead.After(Leave(day), Arrive(null, (day + 1) * 86_400));
        }

        Assert.Equal(Stay.Most, lead.Stays.Length);
        Assert.Equal(Noon.AddSeconds(600), lead.Stays[0].From);
        Assert.Equal(Noon.AddDays(40), lead.Stays[^1].From);
    }

    [Fact]
    public void A_lead_of_a_version_that_noted_no_stays_counts_by_its_latest_arrival()
    {
        var old = Served() with { Stays = [] };
        Assert.Equal(new(null, CountedAs.Stay, 0, -1), StayOf(old));
        Assert.Equal([(Noon.AddSeconds(600), (DateTimeOffset?)Noon.AddDays(2))], old.After(Leave(days: 2)).Stays.Select(s => (s.From, s.To)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, WaitBuckets.Minute)]
    [InlineData(60.001, WaitBuckets.Minute + 1)]
    [InlineData(300, WaitBuckets.FiveMinutes)]
    [InlineData(300.001, WaitBuckets.FiveMinutes + 1)]
    [InlineData(1e9, WaitBuckets.Count - 1)]
    [InlineData(-0.001, WaitBuckets.Negative)]
    public void Buckets_end_at_a_minute_and_at_five(double seconds, int bucket) => Assert.Equal(bucket, WaitBuckets.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_counter_comes_back_as_it_was_stored()
    {
        var counter = VideoCounter.Empty;
        foreach (var lead in new[] { Inquired(), Served(), Served().After(Leave(days: 3)) })
        {
            counter = counter.Add(LeadLine.Of(lead, lead.Origin!));
        }

        Assert.Equal(counter.ToJson(), VideoCounter.Parse(counter.ToJson()).ToJson());
        Assert.StartsWith("{\"schema\":2,", counter.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_goes_takes_all_of_its_counts_with_it()
    {
        var line = LeadLine.Of(Served(), Served().Origin!);
        Assert.Equal("{\"schema\":1,\"cells\":[]}", VideoCounter.Empty.Add(line).Remove(line).ToJson());
    }

    private static Lead Served() => Inquired().After(
        Claim(ReplyId), Settle(ReplyId, new SendReceipt("r")), new LeadCommand.OpenChat(Noon.AddMinutes(3), Wrote(minute: 3), "在吗"),
        Claim(Effect.InviteId, 200), Settle(Effect.InviteId, new SendReceipt("m"), 200), Arrive("code", 600), Claim(Effect.WelcomeId, 601), Settle(Effect.WelcomeId, new SendReceipt("w"), 601));

    private static LeadCommand.Leave Leave(int days) => new(Noon.AddDays(days), Contact, Noon.AddDays(days));

    private static Counted StayOf(Lead lead) => Counted(lead).Single(c => c.As == CountedAs.Stay);

    private static IEnumerable<Counted> Counted(Lead lead) =>
        LeadLine.Of(lead, lead.Origin!).Counted.Where(c => c.As != CountedAs.Mark).Select(c => c with { Cell = null });
}
