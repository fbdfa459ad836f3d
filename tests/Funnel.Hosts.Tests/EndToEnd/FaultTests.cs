using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The whole product against the sandbox, each fault at ten per cent: nothing doubled, nobody missed, the books agree.</summary>
public abstract class FaultTests(ITestOutputHelper output)
{
    protected async Task Survives(string? fault, string? storage = null, HostProfile profile = HostProfile.Default, double optingOut = 0.03, bool grows = false)
    {
        var data = Directory.CreateTempSubdirectory("funnel-e2e-");
        try
        {
            var faults = new Dictionary<string, double>(StringComparer.Ordinal);
            if (fault is not null)
            {
                faults[fault] = 0.1;
            }

            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Speed = 240, Audience = 400, AudienceWaits = true, Faults = faults, OptingOut = optingOut, Grows = grows });
            var options = new DemoOptions(data.FullName, Port: 0, StorageOption.Parse(storage)) { Profile = profile, Settings = new Dictionary<string, string?> { ["outreach:confirmAfter"] = "00:00:02" } };
            await using var demo = await DemoRun.Start(options, sandbox, CancellationToken.None);
            await Stage.Connect(sandbox, demo.Host);
            await stage.Perform(sandbox);
            var result = await demo.Finish(CancellationToken.None);
            output.WriteLine($"{fault ?? "no fault"}: {result}");
            foreach (var problem in result.Problems)
            {
                output.WriteLine("  " + problem);
            }

            Stage.AssertNoProblems(result);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, DuplicateRewards: 0, Missed: 0 }, result.ToString());
            Assert.True(result.Served >= Stage.Enough, result.ToString());
            Assert.True(!grows || result is { Referred: > 0, Rewarded: > 0 } && (fault is not null || result.Grouped > 0), result.ToString());
            Assert.Empty(sandbox.Troubles);
            var told = sandbox.Books.Messages.Where(m => m.Kind == "text").ToList();
            Assert.Equal(told.Count, told.DistinctBy(m => m.Person).Count());
            Assert.True(optingOut < 0.1 || told.Count > 0, "nobody was told that nothing more comes");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}

public sealed class SendFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Theory]
    [InlineData(null)]
    [InlineData(SandboxFaults.LostAnswer)]
    [InlineData(SandboxFaults.Error500)]
    public Task Nothing_is_lost_or_doubled_when_calls_fail(string? fault) => Survives(fault, grows: true);
}

public sealed class OptOutTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fact]
    public Task Whoever_refuses_in_the_chat_is_told_once_at_most_when_calls_fail() => Survives(SandboxFaults.LostAnswer, optingOut: 0.4);
}

public sealed class SlowSendTests(ITestOutputHelper output) : FaultTests(output)
{
    [Theory]
    [InlineData(SandboxFaults.TooMany)]
    [InlineData(SandboxFaults.Slow)]
    public Task Nothing_is_lost_or_doubled_when_calls_have_to_wait(string fault) => Survives(fault);
}

public sealed class AzureManners(ITestOutputHelper output) : FaultTests(output)
{
    [Theory]
    [InlineData(null)]
    [InlineData(SandboxFaults.LostAnswer)]
    public Task Nothing_is_lost_or_doubled_at_the_Functions_hosts_settings(string? fault) => Survives(fault, profile: HostProfile.Azure);
}

public sealed class CallbackFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Theory]
    [InlineData(SandboxFaults.DuplicateCallback)]
    [InlineData(SandboxFaults.LateCallback)]
    [InlineData(SandboxFaults.DroppedCallback)]
    public Task Nothing_is_lost_or_doubled_when_callbacks_fail(string fault) => Survives(fault);
}

public sealed class TakenBackTests(ITestOutputHelper output) : FaultTests(output)
{
    [Theory]
    [InlineData(SandboxFaults.TokenRevoked)]
    [InlineData(SandboxFaults.ReplyAuditedAway)]
    public Task Nothing_is_lost_or_doubled_when_the_platform_takes_back_what_it_gave(string fault) => Survives(fault);
}
