using Funnel.Outreach;
using Funnel.Configuration;
using Microsoft.Extensions.Configuration;

namespace Funnel.Tests.Outreach;

public sealed class ReadBackTimeTests
{
    private static string? Complaint(string? readBackAfter = null, string timeout = "00:00:10", string replyListLag = "00:00:30")
    {
        var values = readBackAfter is null ? [] : new[] { KeyValuePair.Create<string, string?>("Funnel:outreach:readBackAfter", readBackAfter) };
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        ReadBackTime.Check(settings, "douyin", TimeSpan.Parse(timeout), TimeSpan.Parse(replyListLag));
        return settings.Errors().SingleOrDefault();
    }

    [Fact]
    public void The_defaults_fit_together() => Assert.Null(Complaint());

    [Theory]
    [InlineData("00:00:42", null)]
    [InlineData("00:00:41", "00:00:42")]
    public void A_look_comes_after_timeout_and_lag(string readBackAfter, string? least)
    {
        var complaint = Complaint(readBackAfter);
        if (least is null)
        {
            Assert.Null(complaint);
            return;
        }

        Assert.Equal(
            $"outreach.readBackAfter: is {readBackAfter}, must be at least {least}: douyin.timeout (00:00:10), douyin.replyListLag (00:00:30) and 00:00:02 from claim to call together. "
            + "Before that a reply that is still on its way, or not listed yet, would be sent a second time",
            complaint);
    }

    [Fact]
    public void A_longer_lag_or_timeout_asks_for_a_later_look()
    {
        Assert.Contains("at least 00:05:12", Complaint(replyListLag: "00:05:00"), StringComparison.Ordinal);
        Assert.Contains("at least 00:02:32", Complaint(timeout: "00:02:00"), StringComparison.Ordinal);
        Assert.Null(Complaint("00:00:11", timeout: "00:00:05", replyListLag: "00:00:04"));
    }
}
