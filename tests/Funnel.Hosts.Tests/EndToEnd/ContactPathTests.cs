using System.Net;
using System.Net.Sockets;
using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The whole product with an audience that comes by other ways than the acquisition link: it opens the host's page, and scans the code that is shown there.</summary>
public sealed class ContactPathTests(ITestOutputHelper output)
{
    [Fact]
    public async Task People_who_are_shown_a_code_of_their_own_are_served() => await Serves(
        new() { Seed = 7, Speed = 240, Audience = 200 }, new() { ["weCom:contactWays"] = "true", ["offers:0:contactPaths:0"] = "wecom-qr" }, sandbox =>
        {
            Assert.Equal(0, sandbox.World.Links.Total - sandbox.World.Links.Left);
            Assert.True(sandbox.World.Ways.Count >= Stage.Enough);
        });

    [Fact]
    public async Task When_the_codes_are_used_up_the_next_path_serves_the_rest() => await Serves(
        new() { Seed = 8, Speed = 240, Audience = 200, ContactWays = 2 },
        new() { ["weCom:contactWays"] = "true", ["offers:0:contactPaths:0"] = "wecom-qr", ["offers:0:contactPaths:1"] = "wecom" }, sandbox =>
        {
            Assert.Equal(2, sandbox.World.Ways.Count);
            Assert.True(sandbox.World.Links.Total > sandbox.World.Links.Left);
        });

    [Fact]
    public async Task People_who_follow_the_Official_Account_are_served() => await Serves(
        new() { Seed = 9, Speed = 240, Audience = 200, OfficialAccount = true }, new() { ["offers:0:contactPaths:0"] = "officialaccount" }, sandbox =>
        {
            Assert.Equal(0, sandbox.World.Links.Total - sandbox.World.Links.Left);
            Assert.True(sandbox.World.Followers.Codes >= Stage.Enough);
        });

    private async Task Serves(SandboxOptions people, Dictionary<string, string?> settings, Action<SandboxServer> check)
    {
        var data = Directory.CreateTempSubdirectory("funnel-paths-");
        try
        {
            var port = FreePort();
            settings["outreach:landingUrl"] = $"http://127.0.0.1:{port}";
            settings["outreach:confirmAfter"] = "00:00:02";
            settings["limits:requestsAMinute"] = "100000"; // all of them come from one address
            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(people with { Faults = SandboxFaults.None, AudienceWaits = true });
            await using var demo = await DemoRun.Start(new DemoOptions(data.FullName, port) { Settings = settings }, sandbox, CancellationToken.None);
            await Stage.Connect(sandbox, demo.Host);
            await stage.Perform(sandbox);
            output.WriteLine($"{sandbox.World.Ways.Count} ways, {sandbox.World.Links.Total - sandbox.World.Links.Left} by link, {sandbox.World.Crowd.DeadCards} dead, {sandbox.Books.Welcomed.Count} welcomed, {sandbox.Books.Messages.Count} messages");
            check(sandbox);
            var result = await demo.Finish(CancellationToken.None);
            output.WriteLine(result.ToString());
            Stage.AssertNoProblems(result);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());
            Assert.True(result.Served >= Stage.Enough, result.ToString());
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
