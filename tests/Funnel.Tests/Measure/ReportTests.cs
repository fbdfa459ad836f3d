using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Funnel.Posteriors;
using Xunit.Abstractions;

namespace Funnel.Tests.Measure;

public sealed class ReportTests(ITestOutputHelper output)
{
    [Fact]
    public void Intervals_hold_the_true_rates_as_often_as_they_say_and_sampling_gains_most_of_what_there_is_to_gain()
    {
        var result = EffectTrial.Run(400, 4_000, 4);
        output.WriteLine($"{result}");

        Assert.InRange(result.EqualCoverage, 0.93, 0.97);
        Assert.InRange(result.SampledCoverage, 0.93, 0.97);
        Assert.True(result.Gained >= 0.6, $"{result.Gained}");
    }

    [Fact]
    public void A_curve_is_the_product_limit_estimate()
    {
        // Kaplan and Meier's own example: deaths at 0.8, 3.1, 5.4, 9.2; losses at 1.0, 2.7, 7.0, 12.1.
        var curve = SurvivalCurve.Of([new(0.8, 1, 0), new(1.0, 0, 1), new(2.7, 0, 1), new(3.1, 1, 0), new(5.4, 1, 0), new(7.0, 0, 1), new(9.2, 1, 0), new(12.1, 0, 1)]);

        Assert.Equal(7 / 8.0, curve.At(1.0)!.Value, 12);
        Assert.Equal(7 / 10.0, curve.At(3.1)!.Value, 12);
        Assert.Equal(21 / 40.0, curve.At(6.0)!.Value, 12);
        Assert.Equal(21 / 80.0, curve.At(12.1)!.Value, 12);
        Assert.Null(curve.At(12.2));
        Assert.Equal(9.2, curve.TimeUntil(0.5));
        Assert.Null(curve.TimeUntil(0.9));
    }

    [Theory]
    [InlineData(-1)] // in the first half of the hour in which they began
    [InlineData(0)]
    [InlineData(40)]
    public void Whoever_has_not_come_yet_counts_in_the_first_hour_too(int hours)
    {
        var sum = new PeopleSum();
        sum.AddMarks(new Dictionary<Marks, int> { [Marks.Inquired] = 100, [Marks.Replied] = 100, [Marks.Talking] = 60, [Marks.Added] = 50 });
        sum.AddWaits((int)WaitKind.Chat, WaitBuckets.Of(TimeSpan.FromSeconds(6)), 60);
        sum.AddOpen((int)WaitKind.Chat, hours, 40);
        sum.AddWaits((int)WaitKind.Contact, WaitBuckets.Of(TimeSpan.FromSeconds(9)), 50);
        sum.AddOpen((int)WaitKind.Contact, hours, 50);

        var figures = OfferEffect.Of("guide", WordingReward.Added, [(new("guide", "reply[0]"), sum, null)], 1).Groups.Single();

        Assert.Equal((100.0, 100.0), (figures.Step.Trials, figures.Reward.Trials));
        Assert.InRange(figures.Step.Mean, 0.58, 0.62);
        Assert.InRange(figures.Reward.Mean, 0.48, 0.52);
    }

    [Fact]
    public void A_new_wording_does_not_look_bad_for_being_new()
    {
        var (old, young) = (new PeopleSum(), new PeopleSum());
        old.AddMarks(new Dictionary<Marks, int> { [Marks.Replied] = 100, [Marks.Added] = 50 });
        old.AddWaits((int)WaitKind.Contact, WaitBuckets.Of(TimeSpan.FromHours(10)), 50);
        old.AddOpen((int)WaitKind.Contact, 48, 50);
        young.AddMarks(new Dictionary<Marks, int> { [Marks.Replied] = 100 });
        young.AddOpen((int)WaitKind.Contact, 1, 100);
        var delayed = new DelayedReward(WordingReward.Added, [old, young]);

        Assert.Equal((100, 50, 100.0), delayed.Of(old));
        Assert.Equal((100, 0, 0.0), delayed.Of(young)); // nobody comes within two hours
    }

    [Fact]
    public void A_cohort_counts_for_a_day_only_when_it_is_so_old()
    {
        var sum = new PeopleSum();
        sum.AddStays(10, -1, StayNotes.None, 80);
        sum.AddStays(10, 3, StayNotes.None, 20); // left on the fourth day
        sum.AddStays(2, -1, StayNotes.None, 50);
        sum.AddStays(2, 2, StayNotes.FoundLate, 50); // on a day that is not over for all of them

        var figures = RetentionFigures.Of(sum);

        Assert.Equal((1.0, 200L), (figures.After[0].Share, figures.After[0].Followed));
        Assert.Equal((0.8, 80L), (figures.After[1].Share, figures.After[1].Followed));
        Assert.Null(figures.After[2].Share);
        Assert.Equal((200, 70, 50), (figures.Added, figures.Left, figures.FoundLate));
    }

    [Fact]
    public void Percentiles_are_right_to_a_tenth_and_shares_exact()
    {
        var sum = new PeopleSum();
        for (var second = 1; second <= 1_000; second++)
        {
            sum.AddWaits((int)WaitKind.Reply, WaitBuckets.Of(TimeSpan.FromSeconds(second)), 1);
        }

        var figures = WaitFigures.Of(sum, WaitKind.Reply);

        Assert.InRange(figures.P50!.Value, 450, 550);
        Assert.InRange(figures.P90!.Value, 810, 990);
        Assert.Equal((0.06, 0.3), (figures.WithinMinute, figures.WithinFiveMinutes));
    }

    [Fact]
    public void Without_delays_the_posterior_is_that_of_the_counts()
    {
        var sum = new PeopleSum();
        sum.AddMarks(new Dictionary<Marks, int> { [Marks.Inquired] = 100, [Marks.Replied] = 100, [Marks.Added] = 20 });
        var (groups, _) = OfferEffect.Of("guide", WordingReward.Added, [(new("guide", "reply[0]"), sum, null)], 7);

        Assert.Equal(BetaPosterior.Of(20, 100).Interval(0.95), (groups[0].Reward.Low, groups[0].Reward.High));
        Assert.Equal(1, groups[0].Reward.Compared.ChanceBest);
    }

    [Fact]
    public void The_better_of_two_is_likely_the_best_and_a_few_people_say_nothing()
    {
        var (groups, gain) = OfferEffect.Of("guide", WordingReward.Added, [Group("a", 1_000, 150), Group("b", 1_000, 90), Group("c", 10, 2)], 7);

        Assert.True(groups[0].Reward.Compared.ChanceAboveOthers > groups[1].Reward.Compared.ChanceAboveOthers);
        Assert.False(groups[2].IsEnough);
        Assert.True(groups[1].Reward.Compared.ExpectedLoss > groups[0].Reward.Compared.ExpectedLoss);
        Assert.True(gain.Low < gain.Mean && gain.Mean < gain.High);

        static (ReportKey, PeopleSum, double?) Group(string id, int tried, int won)
        {
            var sum = new PeopleSum();
            sum.AddMarks(new Dictionary<Marks, int> { [Marks.Replied] = tried, [Marks.Added] = won });
            return (new("guide", id), sum, null);
        }
    }

    [Fact]
    public void A_value_that_a_spreadsheet_would_take_for_a_formula_is_text()
    {
        var table = new ReportTable("x", [new("of", ReportUnit.Text), new("n", ReportUnit.Number)], [["=1+1", -3], ["a,b\"c", null]], []);
        Assert.Equal("of,n\r\n'=1+1,-3\r\n\"a,b\"\"c\",\r\n", table.ToCsv());
        using var json = System.Text.Json.JsonDocument.Parse(table.ToJson());
        Assert.Equal(["=1+1", "a,b\"c"], json.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("of").GetString()));
        Assert.Contains("Nobody asked", (table with { Rows = [] }).ToText(), StringComparison.Ordinal);
    }
}
