using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Hosts.Tests.EndToEnd;
using Funnel.Sandbox;
using Funnel.Storage.Tests.Azure;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Azure;

/// <summary>Needs the storage emulator: skipped without it, except under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() => Skip = Azurite.Missing;
}

public sealed class AzureDemoTests(Azurite azurite, ITestOutputHelper output) : FaultTests(output), IClassFixture<Azurite>
{
    [AzuriteFact]
    public Task The_whole_product_runs_on_tables_and_queues() => Survives(fault: null, azurite.ConnectionString);
}

public sealed class AzureKillTests(Azurite azurite, ITestOutputHelper output) : KillTests(output), IClassFixture<Azurite>
{
    [AzuriteFact]
    public Task Eight_hard_kills_double_nothing_and_lose_nobody() => SurvivesEightHardKills(azurite.ConnectionString);
}

public sealed class TwoHostTests(Azurite azurite, ITestOutputHelper output) : IClassFixture<Azurite>
{
    [AzuriteFact]
    public async Task Two_hosts_on_one_account_share_the_work_and_double_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-two-");
        try
        {
            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 3, Speed = 240, Audience = 400 });
            await using var demo = await DemoRun.Start(new DemoOptions(Path.Combine(folder.FullName, "one"), 0, StorageOption.Parse(azurite.ConnectionString)), sandbox, default);
            var config = Path.Combine(folder.FullName, "config.json");
            await File.WriteAllTextAsync(config, sandbox.ConfigJson());
            await using var second = await EmbeddedHost.Start(
                new EmbeddedSetup(await HostFile.Load(config, default), Path.Combine(folder.FullName, "two"), 0, StorageOption.Parse(azurite.ConnectionString), Quiet: true), default);
            await Stage.Connect(sandbox, second);
            await stage.Perform(sandbox);
            var result = await demo.Finish(default);
            await second.Stop();
            output.WriteLine(result.ToString());
            result.Problems.ToList().ForEach(output.WriteLine);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0, Served: >= Stage.Enough }, result.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
