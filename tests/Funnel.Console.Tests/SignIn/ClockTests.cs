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
        Assert.Equal(CodeResult.Good, links.Redeem(first, "here", out _));
        time.Advance(TimeSpan.FromSeconds(1));
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
        time.Set(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(CodeResult.Good, links.Redeem(links.Create(), "here", out _));
    }
}
