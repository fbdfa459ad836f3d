using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The whole product against one platform of the sandbox: nothing doubled, nobody missed, the books agree.</summary>
public abstract class OnePlatformTests(ITestOutputHelper output)
{
    /// <param name="served">How many people at least become contacts who got what they were promised.</param>
    protected async Task Serves(string platform, int seed, int served = Stage.Enough, IReadOnlyDictionary<string, string?>? settings = null, params (string Fault, double Rate)[] faults)
    {
        var data = Directory.CreateTempSubdirectory("funnel-e2e-");
        try
        {
            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions
            {
                Seed = seed, Speed = 240, Audience = 400, AudienceWaits = true, Sources = [platform], Faults = faults.ToDictionary(f => f.Fault, f => f.Rate, StringComparer.Ordinal),
            });
            var all = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>(), StringComparer.Ordinal) { ["outreach:confirmAfter"] = "00:00:02" };
            await using var demo = await DemoRun.Start(new DemoOptions(data.FullName, Port: 0) { Settings = all }, sandbox, CancellationToken.None);
            await Stage.Connect(sandbox, demo.Host);
            await stage.Perform(sandbox, served);
            var result = await demo.Finish(CancellationToken.None);
            output.WriteLine(result.ToString());
            result.Problems.ToList().ForEach(problem => output.WriteLine("  " + problem));

            Stage.AssertNoProblems(result);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());
            Assert.True(result.Replied >= Stage.Enough && result.Served >= served, result.ToString());
            Assert.Empty(sandbox.Troubles);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}

[Collection(Stage.OneByOne)]
public sealed class InstagramTests(ITestOutputHelper output) : OnePlatformTests(output)
{
    /// <summary>The sandbox lists newest first for the one seed and oldest first for the other.</summary>
    [Theory]
    [InlineData(8, 0)]
    [InlineData(7, 0.1)]
    public Task Whoever_asks_is_answered_in_public_and_in_private(int seed, double lost) => Serves("instagram", seed, faults: (SandboxFaults.LostAnswer, lost));
}

[Collection(Stage.OneByOne)]
public sealed class TikTokTests(ITestOutputHelper output) : OnePlatformTests(output)
{
    [Theory]
    [InlineData(8, SandboxFaults.LostAnswer, 0.1)]
    [InlineData(7, SandboxFaults.TokenRevoked, 0.1)]
    public Task Whoever_asks_is_answered_and_whoever_writes_is_invited(int seed, string fault, double rate) => Serves("tiktok", seed, served: 3, faults: (fault, rate));

    /// <summary>The platform refuses it for every second comment: those people are invited when they write.</summary>
    [Fact]
    public Task Where_comments_may_be_answered_in_private_those_that_the_platform_permits_are() =>
        Serves("tiktok", 9, settings: new Dictionary<string, string?> { ["tikTok:commentToMessage"] = "true" });
}

[Collection(Stage.OneByOne)]
public sealed class YouTubeTests(ITestOutputHelper output) : OnePlatformTests(output)
{
    [Theory]
    [InlineData(8, SandboxFaults.LostAnswer, 0.1)]
    [InlineData(7, SandboxFaults.TokenRevoked, 0.1)]
    public Task Whoever_asks_gets_a_reply_that_brings_the_way_along(int seed, string fault, double rate) => Serves("youtube", seed, faults: (fault, rate));
}
