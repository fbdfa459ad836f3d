using Funnel.Weeks;

namespace Funnel.Tests.Weeks;

public sealed class WeekTests
{
    [Theory]
    [InlineData("2026-W10", "2026-03-02", "2026-03-08")]
    [InlineData("2026-W01", "2025-12-29", "2026-01-04")]
    [InlineData("2026-W53", "2026-12-28", "2027-01-03")]
    [InlineData("2024-W09", "2024-02-26", "2024-03-03")]
    public void A_week_is_that_of_the_standard(string name, string monday, string sunday)
    {
        Assert.True(Week.TryParse(name, out var week));
        Assert.Equal((DateOnly.Parse(monday, null), DateOnly.Parse(sunday, null), name), (week.Monday, week.Sunday, week.ToString()));
        Assert.All(Enumerable.Range(0, 7), day => Assert.Equal(week, Week.Of(week.Monday.AddDays(day))));
        Assert.Equal((week, week), (week.Before.Next, Week.Of(week.Monday.AddDays(7)).Before));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-10")]
    [InlineData("2026-W00")]
    [InlineData("2027-W53")]
    [InlineData("2026-W1")]
    [InlineData("0001-W01")]
    [InlineData("9999-W52")]
    [InlineData("2026-W 1")]
    public void What_is_no_week_is_none(string? name) => Assert.False(Week.TryParse(name, out _));
}
