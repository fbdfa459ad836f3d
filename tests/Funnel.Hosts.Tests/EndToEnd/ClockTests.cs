using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The whole host on a wall clock that is wrong, or that somebody sets; the platforms' clocks are right.</summary>
public sealed class ClockTests(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-clock-");
    private readonly MovedClock clock = new();

    public void Dispose() => data.Delete(recursive: true);

    [Theory]
    [InlineData(25)]
    [InlineData(45)]
    [InlineData(-45)]
    public async Task A_clock_that_is_wrong_loses_no_invitation_and_no_welcome(int seconds)
    {
        clock.Off = TimeSpan.FromSeconds(seconds);
        await using var demo = await Start();
        await Task.Delay(TimeSpan.FromSeconds(8));
        await Check(demo);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task A_clock_that_is_set_while_it_runs_stops_nothing(int minutes)
    {
        await using var demo = await Start();
        await Task.Delay(TimeSpan.FromSeconds(4));
        var before = demo.Sandbox.Books;
        clock.Off = TimeSpan.FromMinutes(minutes);
        await Task.Delay(TimeSpan.FromSeconds(8));
        Assert.True(demo.Sandbox.Books.Replies.Count > before.Replies.Count + 3, "nobody was replied to after the clock was set");
        await Check(demo);
    }

    [Fact]
    public async Task A_host_that_began_eight_hours_ahead_goes_on_when_its_clock_is_put_right_and_after_a_restart()
    {
        clock.Off = TimeSpan.FromHours(8);
        await using (var first = await Start())
        {
            await Task.Delay(TimeSpan.FromSeconds(4));
            await first.Host.Stop();
        }

        clock.Off = TimeSpan.Zero;
        await using var second = await Start(seed: 8);
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.True(second.Sandbox.Books.Replies.Count > 3, "nobody was replied to");
    }

    private async Task<DemoRun> Start(int seed = 7)
    {
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = seed, Speed = 240, Audience = 400, MissingWelcomeCodes = 0 });
        return await DemoRun.Start(
            new DemoOptions(data.FullName, Port: 0) { Time = clock, Settings = new Dictionary<string, string?> { ["outreach:confirmAfter"] = "00:00:02" } }, sandbox, CancellationToken.None);
    }

    private async Task Check(DemoRun demo)
    {
        var result = await demo.Finish(CancellationToken.None);
        output.WriteLine(result.ToString());
        Assert.Empty(result.Problems);
        Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());
        Assert.True(result.Served >= 5 && result.Parked <= 1, result.ToString()); // a very busy machine may be too late once
    }

    private sealed class MovedClock : TimeProvider
    {
        private long off;

        /// <summary>How far the wall clock is ahead; timers and timestamps know nothing of it.</summary>
        public TimeSpan Off
        {
            get => new(Interlocked.Read(ref off));
            set => Interlocked.Exchange(ref off, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Off;
    }
}
