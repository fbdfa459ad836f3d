using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The whole product on advertising platforms: one list of comments, replies without ids, nobody but people to write in private.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed class AdsTests(ITestOutputHelper output)
{
    private static readonly string[] Platforms = ["oceanengine", "kuaishou"];

    [Theory]
    [InlineData(SandboxFaults.LostAnswer)]
    [InlineData(SandboxFaults.TokenRevoked)]
    public async Task Whoever_asks_under_an_ad_is_answered_once_whatever_calls_do(string fault)
    {
        var data = Directory.CreateTempSubdirectory("funnel-ads-");
        try
        {
            var faults = new Dictionary<string, double>(StringComparer.Ordinal) { [fault] = 0.1 };
            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Speed = 240, Audience = 400, AudienceWaits = true, Faults = faults, Sources = Platforms });
            var options = new DemoOptions(data.FullName, Port: 0) { Settings = new Dictionary<string, string?> { ["outreach:confirmAfter"] = "00:00:02" } };
            await using var demo = await DemoRun.Start(options, sandbox, CancellationToken.None);
            await Stage.Connect(sandbox, demo.Host);
            await stage.Perform(sandbox);
            var result = await demo.Finish(CancellationToken.None);
            output.WriteLine($"{fault}: {result}");
            foreach (var problem in result.Problems)
            {
                output.WriteLine("  " + problem);
            }

            Stage.AssertNoProblems(result);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());
            Assert.All(Platforms, platform => Assert.InRange(result.Connectors[platform].Served, 1, int.MaxValue));
            Assert.Empty(sandbox.Troubles);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
