using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Accounts;

public sealed class MerchantDaysTests
{
    private static readonly DateTimeOffset Evening = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    private readonly MerchantDays days = new(
        Options.Create(new FunnelOptions { Accounts = [new() { Id = "beijing" }, new() { Id = "kathmandu", UtcOffset = "+05:45" }, new() { Id = "lima", UtcOffset = "-05:00" }] }),
        new SimulatedClock(Evening));

    [Theory]
    [InlineData("beijing", "2026-03-02")]
    [InlineData("kathmandu", "2026-03-01")]
    [InlineData("lima", "2026-03-01")]
    [InlineData("taken-out", "2026-03-02")]
    public void A_day_begins_at_the_merchants_midnight(string account, string day)
    {
        Assert.Equal(day, days.Today(account).ToString("O"));
        Assert.Equal(days.Today(account), days.Of(account, Evening.ToOffset(TimeSpan.FromHours(-9))));
    }

    [Fact]
    public void The_latest_day_is_that_of_whoever_is_furthest() => Assert.Equal(new(2026, 3, 2), days.Latest);

    [Fact]
    public void The_ends_of_time_have_a_day()
    {
        Assert.Equal(DateOnly.MaxValue, days.Of("beijing", DateTimeOffset.MaxValue));
        Assert.Equal(DateOnly.MinValue, days.Of("lima", DateTimeOffset.MinValue));
    }

    [Theory]
    [InlineData("+08:00", true)]
    [InlineData("-14:00", true)]
    [InlineData("+05:45", true)]
    [InlineData("+14:01", false)]
    [InlineData("08:00", false)]
    [InlineData("+8", false)]
    [InlineData("Asia/Shanghai", false)]
    [InlineData("", false)]
    public void An_offset_that_is_none_is_complained_about(string text, bool fits)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Funnel:accounts:0:utcOffset"] = text };
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        FunnelSettings.Read(reader, ["douyin"]);
        Assert.Equal(fits ? 0 : 1, reader.Errors().Count(e => e.StartsWith("accounts[0].utcOffset: ", StringComparison.Ordinal)));
    }
}
