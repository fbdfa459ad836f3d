using Funnel.Accounts;
using Funnel.Sending;

namespace Funnel.Tests.Sending;

/// <summary>What may be sent when: limits hold in every window, however people come.</summary>
public sealed class SendPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    [Theory]
    [InlineData(5, 3)]
    [InlineData(1, 1)]
    [InlineData(60, 7)]
    [InlineData(600, 600)]
    public void No_minute_has_more_than_allowed_whoever_comes_when(int perMinute, int perVideo)
    {
        var rules = Rules(new() { Replies = new() { PerMinute = perMinute, PerVideoPerMinute = perVideo, PerHour = 100_000, PerDay = 1_000_000 } });
        var (state, sent, random) = (SendingState.New, new List<(DateTimeOffset At, string Video)>(), new Random(perMinute));
        for (var now = Start; now < Start.AddMinutes(20); now += TimeSpan.FromSeconds(random.NextDouble() * 1.2))
        {
            var video = "v" + random.Next(3);
            if (SendPolicy.OfAccount(true, video, state, rules, now) is Verdict.Yes)
            {
                state = SendPolicy.Take(true, video, state, rules, now, random.NextDouble());
                sent.Add((now, video));
            }
        }

        Assert.True(Most(sent.Select(s => s.At)) <= perMinute);
        Assert.All(sent.GroupBy(s => s.Video), v => Assert.True(Most(v.Select(s => s.At)) <= perVideo));
        Assert.True(sent.Count >= 20 * Math.Min(Math.Min(perMinute, 3 * perVideo), 90) / 2, $"{sent.Count} replies in 20 minutes"); // the limit is used, too
    }

    [Fact]
    public void The_hour_and_the_day_are_kept_and_say_when_it_goes_on()
    {
        var rules = Rules(new() { Replies = new() { PerMinute = 1_000, PerVideoPerMinute = 1_000, PerHour = 50, PerDay = 120 } });
        var (state, sent) = (SendingState.New, new List<DateTimeOffset>());
        for (var now = Start; now < Start.AddHours(30); now += TimeSpan.FromSeconds(20))
        {
            switch (SendPolicy.OfAccount(true, "v", state, rules, now))
            {
                case Verdict.Yes:
                    state = SendPolicy.Take(true, "v", state, rules, now, 0);
                    sent.Add(now);
                    break;
                case Verdict.NotBefore { At: var at, Why.Code: "day-is-full" }:
                    Assert.Equal(TimeSpan.Zero, (at + China).UtcDateTime.TimeOfDay); // the account's midnight
                    break;
                case Verdict.NotBefore { At: var at }:
                    Assert.True(at > now && at <= now.AddMinutes(66));
                    break;
                default:
                    break;
            }
        }

        Assert.True(Most(sent, TimeSpan.FromHours(1)) <= 50);
        Assert.All(sent.CountBy(s => Tally.DayOf(s, China)), d => Assert.True(d.Value <= 120));
        Assert.Contains(120, sent.CountBy(s => Tally.DayOf(s, China)).Select(d => d.Value));
    }

    [Theory]
    [InlineData("23:00-08:00", 15, 30, 24, 0)] // 23:30 there
    [InlineData("12:00-14:00", 4, 30, 6, 0)]
    [InlineData("12:00-14:00", 6, 0, null, 0)]
    [InlineData("12:00-14:00", 3, 59, null, 0)]
    public void Quiet_hours_are_the_accounts_own(string quiet, int hour, int minute, int? untilHour, int untilMinute)
    {
        var now = Start.Date.AddHours(hour).AddMinutes(minute);
        var verdict = SendPolicy.OfAccount(true, "v", SendingState.New, Rules(new() { QuietHours = quiet }), new(now, TimeSpan.Zero));
        Assert.Equal(untilHour is { } h ? new DateTimeOffset(Start.Date.AddHours(h).AddMinutes(untilMinute), TimeSpan.Zero) : null, (verdict as Verdict.NotBefore)?.At);
        Assert.IsType<Verdict.Yes>(SendPolicy.OfAccount(false, null, SendingState.New, Rules(new() { QuietHours = quiet }), new(now, TimeSpan.Zero))); // who writes is there
    }

    [Fact]
    public void A_clock_that_is_set_back_puts_nothing_off()
    {
        var rules = Rules(new());
        var state = SendPolicy.Take(true, "v", SendingState.New, rules, Start.AddHours(8), 1);
        Assert.IsType<Verdict.Yes>(SendPolicy.OfAccount(true, "v", state, rules, Start));
    }

    [Fact]
    public void A_surge_stops_replies_until_an_operator_lets_them_go_on_and_ordinary_days_do_not()
    {
        var (rules, random) = (Rules(new()), new Random(1));
        var (state, now) = (SendingState.New, Start);
        for (; now < Start.AddDays(14); now += TimeSpan.FromMinutes(random.NextDouble() * 4))
        {
            state = SendPolicy.Asked(state, rules, now); // five in ten minutes
        }

        Assert.Null(state.Stopped);
        for (var i = 0; i < 1_000 && state.Stopped is null; i++)
        {
            state = SendPolicy.Asked(state, rules, now);
        }

        Assert.Equal("surge", state.Stopped?.Why.Code);
        Assert.True(state.Surge.Count is >= 100 and <= 120, state.Surge.ToString());
        Assert.IsType<Verdict.NotBefore>(SendPolicy.OfAccount(true, "v", state, rules, now));
        state = state with { Stopped = null, NoStopBefore = now.AddHours(6) };
        Assert.Null(SendPolicy.Asked(state, rules, now).Stopped);
    }

    [Fact]
    public void Refused_replies_stop_the_rest_when_they_are_many()
    {
        var state = SendingState.New;
        for (var i = 0; i < 200; i++)
        {
            state = SendPolicy.Learned(state, Rules(new()), taken: i % 10 == 0 ? 0 : 1, refused: i % 10 == 0 ? 1 : 0, Start);
        }

        Assert.Null(state.Stopped);
        for (var i = 0; i < 40; i++)
        {
            state = SendPolicy.Learned(state, Rules(new()), taken: 0, refused: 1, Start);
        }

        Assert.Equal("many-refused", state.Stopped?.Why.Code);
    }

    private static SendingRules Rules(SendingOptions options) => new(options, China, null);

    private static int Most(IEnumerable<DateTimeOffset> times, TimeSpan? window = null)
    {
        var sorted = times.Order().ToList();
        var length = window ?? TimeSpan.FromMinutes(1);
        return sorted.Count == 0 ? 0 : sorted.Select((t, i) => sorted.Skip(i).TakeWhile(s => s - t < length).Count()).Max();
    }
}
