using System.Globalization;
using Funnel.Configuration;
using Funnel.Embedded;
using Funnel.Embedded.Triggers;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.Extensions.Configuration;

namespace Funnel.Hosts.Tests.Triggers;

/// <summary>The embedded host with the Functions host's manners: each test is a row of the table in src/ARCHITECTURE.md.</summary>
public sealed class AzureProfileTests
{
    private const string Partition = "timer-leases";
    private static readonly TimeSpan Second = TestHost.Second;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_killed_process_s_message_is_hidden_for_ten_minutes_and_renewed_after_five()
    {
        var gate = new TaskCompletionSource();
        await using var host = Host();
        host.Probe.Behaviour = (_, _) => gate.Task;
        await host.Put("texts", "taken");
        await host.Start(typeof(TextsReader));
        await host.Probe.Until(probe => probe.Running == 1);
        Assert.Equal(host.Time.GetUtcNow() + (10 * Minute), host.Queues.VisibleAt("texts"));

        await host.Time.Armed(5 * Minute);
        host.Time.Advance(5 * Minute);
        await host.Queues.Until(queues => queues.Hidden.Count == 1);
        Assert.Equal(host.Time.GetUtcNow() + (10 * Minute), host.Queues.VisibleAt("texts"));
        gate.SetResult();
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
    }

    [Fact]
    public async Task A_run_whose_message_somebody_else_took_goes_on()
    {
        var gate = new TaskCompletionSource();
        await using var host = Host();
        host.Probe.Behaviour = (_, ct) => gate.Task.WaitAsync(ct);
        await host.Put("texts", "contested");
        await host.Start(typeof(TextsReader));
        await host.Time.Armed(5 * Minute);
        host.Queues.Rob();
        host.Time.Advance(5 * Minute);
        await TestHost.Until(() => host.Log.Contains("was taken by somebody else", StringComparison.Ordinal));
        gate.SetResult();
        await host.Probe.Until(probe => probe.Running == 0);
        Assert.Equal(0, host.Probe.Cancelled);
    }

    [Fact]
    public async Task A_stop_cancels_running_work_at_once_and_its_message_waits_for_the_visibility_timeout()
    {
        await using var host = Host();
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Put("texts", "endless");
        await host.Start(typeof(TextsReader));
        await host.Probe.Until(probe => probe.Running == 1);
        var stopped = host.Stop();
        await host.Probe.Until(probe => probe.Cancelled == 1);
        await stopped;
        Assert.Equal(host.Time.GetUtcNow() + (5 * Second), host.Queues.VisibleAt("texts"));
    }

    [Fact]
    public async Task A_message_enqueued_in_this_process_waits_for_the_next_look()
    {
        await using var host = await Host().Start(typeof(TextsReader));
        await host.Time.Armed(TimeSpan.FromMilliseconds(100));
        await host.Send("texts", "later");
        Assert.Single(host.Queues.ReadBacks);
        host.Time.Advance(TimeSpan.FromMilliseconds(100));
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
    }

    [Fact]
    public async Task A_timer_runs_in_one_process_and_the_other_takes_over_when_that_one_stops()
    {
        await using var first = Host();
        await using var second = Host(first.Rows);
        await first.Start(typeof(TenSecondTimer));
        await first.Time.Armed(7 * Second);
        await second.Start(typeof(TenSecondTimer));
        await second.Time.Armed(Minute);
        first.Time.Advance(7 * Second);
        second.Time.Advance(7 * Second);
        await first.Probe.Until(probe => probe.Runs.Count == 1);
        Assert.Empty(second.Probe.Runs);

        await first.Stop();
        Assert.Null(await first.Rows.Find(Tables.Accounts, Partition, "TenSeconds", default));
        second.Time.Advance(53 * Second); // it looks again a minute after it found the lease taken
        await second.Time.Armed(7 * Second);
        second.Time.Advance(7 * Second);
        await second.Probe.Until(probe => probe.Runs.Count == 1);
    }

    [Fact]
    public async Task The_timers_of_a_killed_process_pause_for_a_minute_and_missed_slots_are_not_made_up()
    {
        await using var host = Host();
        await Leave(host, 45 * Second);
        await host.Start(typeof(TenSecondTimer));
        await host.Time.Armed(Minute);
        host.Time.Advance(59 * Second);
        Assert.Empty(host.Probe.Runs);
        host.Time.Advance(Second);
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Probe.Until(probe => probe.Runs.Count == 1);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 1, 10, TimeSpan.Zero), host.Probe.Runs[0].At);
    }

    [Fact]
    public async Task The_lease_of_a_process_whose_clock_was_ahead_does_not_last_until_then()
    {
        await using var host = Host();
        await Leave(host, TimeSpan.FromHours(2));
        await host.Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Probe.Until(probe => probe.Runs.Count == 1);
    }

    [Fact]
    public async Task A_timer_whose_lease_is_lost_stops_until_the_lease_is_had_again()
    {
        await using var host = Host();
        await host.Start(typeof(HourlyTimer));
        await host.Time.Armed(30 * Second);
        await Leave(host, 2 * Minute);
        host.Time.Advance(30 * Second);
        await TestHost.Until(() => host.Log.Contains("The lease of the timer Hourly was lost", StringComparison.Ordinal));
        await TestHost.Until(() => host.Log.Contains("Another process has the timer Hourly", StringComparison.Ordinal));
        await host.Time.StepUntil(() => host.Probe.Runs.Count == 1, Minute);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), host.Probe.Runs[0].At);
    }

    [Theory]
    [InlineData(null, null, 30, true)]
    [InlineData("default", "00:00:05", 5, true)]
    [InlineData("azure", null, 600, false)]
    [InlineData("Azure", "00:02:00", 120, false)]
    public void The_profile_is_a_setting_and_an_explicit_lease_wins(string? profile, string? lease, int seconds, bool nudges)
    {
        var options = new FunctionHostOptions();
        Read(profile, lease).Apply(options);
        Assert.Equal((seconds * Second, nudges), (options.MessageLease, options.Nudge));
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("7")]
    public void A_profile_that_there_is_not_is_named(string profile)
    {
        var error = Assert.Single(Assert.Throws<SettingsException>(() => Read(profile, null)).Errors);
        Assert.StartsWith("host.profile: must be one of Default, Azure", error, StringComparison.Ordinal);
    }

    private static TestHost Host(IRows? rows = null) => new() { Configure = options => options.BeAsAzure(), Rows = rows ?? new MemoryRows() };

    /// <summary>As a process leaves its lease that is killed this long before its end.</summary>
    private static async Task Leave(TestHost host, TimeSpan left)
    {
        foreach (var function in new[] { "TenSeconds", "Hourly" })
        {
            var until = (host.Time.GetUtcNow() + left).ToString("O", CultureInfo.InvariantCulture);
            await host.Rows.Commit(Tables.Accounts, Partition, [new RowChange.Put(new(Partition, function, $"\"{until}\""))], default);
        }
    }

    private static EmbeddedOptions Read(string? profile, string? lease)
    {
        var values = new Dictionary<string, string?> { ["Funnel:Host:Profile"] = profile, ["Funnel:Host:MessageLease"] = lease }.Where(v => v.Value is not null);
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var options = settings.Read<EmbeddedOptions>(EmbeddedOptions.SectionName);
        settings.Check();
        return options;
    }
}
