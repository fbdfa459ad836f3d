using Funnel.Console.SignIn;

namespace Funnel.Console.Tests.SignIn;

/// <summary>Signing in while the clock is set.</summary>
public sealed class ClockTests
{
    private readonly TwoClocks time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    public void A_code_is_good_for_ten_minutes_whatever_the_wall_clock_says(int hours)
    {
        var links = new OneTimeLinks(time);
        var (first, second) = (links.Create(), links.Create());
        time.Wall += TimeSpan.FromHours(hours);
        time.Pass(OneTimeLinks.Lifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(CodeResult.Good, links.Redeem(first, "here", out _));
        time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(CodeResult.Bad, links.Redeem(second, "here", out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    public void Who_showed_too_many_bad_codes_is_heard_again_after_a_minute(int hours)
    {
        var links = new OneTimeLinks(time);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(CodeResult.Bad, links.Redeem("bad", "here", out _));
        }

        Assert.Equal(CodeResult.TooMany, links.Redeem("bad", "here", out _));
        time.Wall += TimeSpan.FromHours(hours);
        time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(CodeResult.Good, links.Redeem(links.Create(), "here", out _));
    }

    private sealed class TwoClocks : TimeProvider
    {
        private long passed;

        public DateTimeOffset Wall { get; set; } = new(2026, 3, 14, 6, 26, 53, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => passed;

        public void Pass(TimeSpan by) => (Wall, passed) = (Wall + by, passed + by.Ticks);
    }
}
