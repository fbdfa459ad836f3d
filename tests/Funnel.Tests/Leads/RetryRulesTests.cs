using Funnel.Connectors;
using Funnel.Leads;

namespace Funnel.Tests.Leads;

public sealed class RetryRulesTests
{
    private static readonly RetryRules Rules =
        new(MaxAttempts: 5, MaxReadBacks: 3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData(FailureKind.Transient, 1, 2)]
    [InlineData(FailureKind.Transient, 4, 16)]
    [InlineData(FailureKind.Transient, 40, 120)]
    [InlineData(FailureKind.QuotaExhausted, 40, 900)]
    [InlineData(FailureKind.RateLimited, 1, 2)]
    [InlineData(FailureKind.RateLimited, 40, 120)]
    public void The_wait_doubles_up_to_its_most_which_is_two_minutes_for_what_passes_by_itself(FailureKind kind, int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Rules.DelayAfter(attempts, new Failure(kind, "x", "x")));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 3)]
    [InlineData(500, 24)]
    public void What_the_platform_asks_for_is_kept_up_to_a_day(int asked, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Rules.DelayAfter(1, new Failure(FailureKind.RateLimited, "x", "x", TimeSpan.FromHours(asked))));

    [Fact]
    public void With_the_defaults_an_outage_of_ten_minutes_parks_nobody()
    {
        var rules = new Funnel.Outreach.OutreachOptions().Rules;
        var waited = Enumerable.Range(1, rules.MaxAttempts - 1).Sum(attempt => rules.DelayAfter(attempt, new Failure(FailureKind.Transient, "x", "x")).TotalMinutes);
        Assert.InRange(waited, 10, 15);
    }
}
