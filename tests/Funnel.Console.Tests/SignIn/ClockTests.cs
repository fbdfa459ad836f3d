using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;

namespace Funnel.Console.Tests.SignIn;

/// <summary>Signing in while the clock is set.</summary>
public sealed class ClockTests
{
    private readonly ManualTime time = new(ConsoleHost.Morning);

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    public void A_code_is_good_for_ten_minutes_whatever_the_wall_clock_says(int hours)
    {
        var links = new OneTimeLinks(time);
        var (first, second) = (links.Create(), links.Create());
        time.Set(TimeSpan.FromHours(hours));
        time.Advance(OneTimeLinks.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(links.Redeem(first));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(links.Redeem(second));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    public async Task Who_was_locked_out_is_heard_again_after_a_minute_then_two(int hours)
    {
        var guard = new SignInGuard(time);
        var here = new ClientAddress("192.0.2.1", "192.0.2.1", true);
        foreach (var minutes in new[] { 1, 2, 4, 8, 15, 15 })
        {
            for (var i = 0; i < SignInGuard.MaxBad; i++)
            {
                Assert.Null(guard.LockedFor(here));
                Assert.True(await guard.Bad(here, default));
            }

            Assert.Equal(TimeSpan.FromMinutes(minutes), guard.LockedFor(here));
            time.Set(TimeSpan.FromHours(hours));
            time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.NotNull(guard.LockedFor(here));
            Assert.Null(guard.LockedFor(here with { Bucket = "192.0.2.2" }));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(guard.LockedFor(here));
            hours = 0;
        }
    }
}
