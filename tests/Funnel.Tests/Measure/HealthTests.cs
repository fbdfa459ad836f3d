using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Connectors;
using static Funnel.Tests.Measure.HealthBench;

namespace Funnel.Tests.Measure;

/// <summary>Each bad day is named by the health check, and it is well again when the day is over.</summary>
public sealed class HealthTests : HealthCase
{
    [Fact]
    public async Task A_host_that_has_just_started_is_well() => await Well();

    [Fact]
    public async Task A_host_that_does_its_work_is_well_and_says_what_it_did()
    {
        bench.Pass(30 * Minute);
        bench.Facts.Succeeded(FactKind.Commented, Shop);
        bench.Facts.Succeeded(FactKind.Reply, Shop);
        var report = await Well();
        var account = Assert.Single(report.Accounts);
        Assert.Equal((Shop, "douyin", "working", 0, 0), (account.Id, account.Platform, account.State, account.FailedReads, account.FailedSends));
        Assert.All([account.ReadAt, account.CommentAt, account.SentAt, report.StorageWrittenAt, report.TimersRanAt["PollComments"]], at => Assert.Equal(bench.Clock.GetUtcNow(), at));
        Assert.True(account.AccessExpiresAt > bench.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData(FactKind.ListVideos, 2, "reading the video list")]
    [InlineData(FactKind.ListComments, 2, "reading comments")]
    [InlineData(FactKind.ListReplies, 2, "looking for replies")]
    [InlineData(FactKind.Reply, 3, "replying")]
    [InlineData(FactKind.Message, 3, "sending invitations")]
    public async Task What_fails_in_a_row_is_named_until_it_works(FactKind kind, int times, string what)
    {
        bench.Pass(10 * Minute);
        bench.Fail(kind, times - 1);
        await Well();
        bench.Fail(kind);
        bench.Facts.Succeeded(kind == FactKind.ListComments ? FactKind.ListVideos : FactKind.ListComments, Shop); // another call that works hides nothing
        await Wrong($"account shop: {what} failed {times} times in a row, since 2026-03-02 00:00:00Z: Transient (no-connection) Douyin could not be reached (ConnectionError). "
            + "It goes on by itself when the platform answers again: check this host's network and proxy, and the platform's status");
        bench.Facts.Succeeded(kind, Shop);
        await Well();
    }

    [Theory]
    [InlineData(FailureKind.Unknown, "check this host's network")]
    [InlineData(FailureKind.QuotaExhausted, "larger quota")]
    [InlineData(FailureKind.AuthExpired, "Connect the account again")]
    [InlineData(FailureKind.Forbidden, "Apply for what is missing")]
    [InlineData(FailureKind.Rejected, "parked in the console")]
    public async Task The_answer_says_what_to_do(FailureKind kind, string advice)
    {
        bench.Fail(FactKind.Reply, 3, failure: new(kind, "x", "why"));
        var report = await bench.Ask();
        Assert.Contains(advice, Assert.Single(report.Wrong), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Gone)]
    [InlineData(FailureKind.WindowClosed)]
    [InlineData(FailureKind.RateLimited)]
    public async Task What_is_only_about_one_person_or_only_too_fast_is_no_fault(FailureKind kind)
    {
        bench.Fail(FactKind.Reply, 10, failure: new(kind, "x", "why"));
        bench.Fail(FactKind.ListComments, 10, failure: new(kind, "x", "why"));
        await Well();
    }

    [Fact]
    public async Task Sends_that_failed_and_were_not_tried_since_are_a_notice_after_a_while()
    {
        bench.Fail(FactKind.Reply, 3);
        bench.Pass(29 * Minute);
        await Wrong("account shop: replying failed 3 times");
        bench.Pass(2 * Minute);
        var report = await Well();
        Assert.Contains("It was not tried again since", Assert.Single(report.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_reached_is_named()
    {
        bench.Fail(FactKind.ListArrivals, 2, "wecom");
        await Wrong("wecom: reading arrivals failed 2 times");
        bench.Facts.Succeeded(FactKind.ListArrivals, "wecom");
        bench.Fail(FactKind.Welcome, 3, "wecom");
        await Wrong("wecom: sending welcomes failed 3 times");
        bench.Facts.Succeeded(FactKind.Welcome, "wecom");
        Assert.NotNull(Assert.Single((await Well()).Destinations).WelcomedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-120)]
    [InlineData(-480)]
    public async Task Polling_that_has_stopped_is_named_by_its_age(int clockSetBy)
    {
        bench.Pass(10 * Minute);
        bench.Clock.Set(clockSetBy * Minute);
        bench.Pass(2 * Minute, polls: false);
        await Well();
        bench.Pass(Minute, polls: false);
        await Wrong("timer PollComments has not run for 3 min (last at 2026-03-02 00:00:00Z) (schedules.pollComments: */10 * * * * *): no new comment is read.");
        bench.Pass(Minute);
        await Well();
    }

    [Theory]
    [InlineData("Reconcile", 4)]
    [InlineData("KeepTokens", 40)]
    public async Task Another_timer_that_has_stopped_is_named_too(string timer, int minutes)
    {
        bench.Pass(10 * Minute);
        bench.Pass(minutes * Minute, reconciles: timer is "KeepTokens", keeps: timer is "Reconcile");
        await Wrong($"timer {timer} has not run for");
        bench.Pass(Minute);
        await Well();
    }

    [Fact]
    public async Task Polling_that_has_never_run_is_named_too()
    {
        bench.Pass(4 * Minute, polls: false);
        await Wrong("timer PollComments has not run for 4 min (schedules.pollComments");
    }

    [Fact]
    public async Task A_schedule_that_seldom_runs_is_given_its_time()
    {
        bench.Options.Schedules = new Dictionary<FunnelTimer, string>(FunnelTimer.Defaults) { [FunnelTimer.PollComments] = "0 0 8-20 * * *" }; // by day; the last slot was three hours ago
        bench.Pass(10 * Minute);
        bench.Pass(TimeSpan.FromHours(9), polls: false);
        await Well();
        bench.Pass(TimeSpan.FromHours(2), polls: false); // ten o'clock is the third slot missed
        await Wrong("timer PollComments has not run for 11 h");
    }

    [Fact]
    public async Task One_account_that_is_not_read_is_named_although_polling_runs()
    {
        await using var two = new HealthBench("shop", "studio");
        two.Pass(10 * Minute);
        two.Pass(3 * Minute, except: "studio");
        Assert.StartsWith("account studio: nothing was read for 3 min (last at 2026-03-02 00:00:00Z) although polling runs", Assert.Single((await two.Ask()).Wrong), StringComparison.Ordinal);
        two.Pass(Minute);
        Assert.True((await two.Ask()).Ok);
    }

    [Fact]
    public async Task A_list_that_is_to_be_read_seldom_is_given_its_time()
    {
        bench.Options.Intake.VideosEvery = TimeSpan.FromHours(1);
        bench.Pass(10 * Minute);
        bench.Pass(TimeSpan.FromHours(2.9), reads: false);
        await Well();
        bench.Pass(TimeSpan.FromHours(0.2), reads: false);
        await Wrong("account shop: nothing was read for 3 h");
    }

    [Fact]
    public async Task A_dead_grant_is_named_and_a_wanted_pause_is_a_notice()
    {
        bench.Pass(Minute);
        await bench.Book.Call<ICommentFeed, Done>(Shop, FactKind.ListVideos, (_, _) => Task.FromResult<Outcome<Done>>(new Failure(FailureKind.AuthExpired, "x", "dead")), CancellationToken.None);
        bench.Options.Accounts[0].Paused = true;
        bench.Pass(60 * Minute, reads: false);
        var report = await Well();
        Assert.Equal("paused", Assert.Single(report.Accounts).State);
        Assert.Contains("account shop is paused in the configuration", Assert.Single(report.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_off_sending_is_a_notice()
    {
        bench.Options.Outreach.Enabled = false;
        Assert.StartsWith("sending is switched off: outreach.enabled", Assert.Single((await Well()).Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_clock_is_named()
    {
        for (var i = 0; i < 3; i++)
        {
            bench.Clocks.Record("Douyin", bench.Clock.GetUtcNow().AddSeconds(-25), bench.Clock.GetTimestamp());
        }

        var report = await Wrong("clock: this host's clock is 24 s ahead of Douyin's");
        Assert.Equal(24.5, report.ClockAheadSeconds["Douyin"]);
    }
}
