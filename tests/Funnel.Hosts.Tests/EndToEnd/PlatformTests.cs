using System.Text.Json;
using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Several platforms in one shop, one of them without an API, whose tasks somebody works by hand.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed class PlatformTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Each_platform_is_worked_and_its_books_agree()
    {
        var data = Directory.CreateTempSubdirectory("funnel-platforms-");
        try
        {
            using var stage = await Stage.Enter();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Speed = 240, Audience = 400, AudienceWaits = true, Sources = ["douyin", "assist"] });
            var options = new DemoOptions(data.FullName, Port: 0) { Settings = new Dictionary<string, string?> { ["outreach:confirmAfter"] = "00:00:02" } };
            await using var demo = await DemoRun.Start(options, sandbox, CancellationToken.None);
            await Stage.Connect(sandbox, demo.Host);
            await stage.Perform(sandbox);
            var result = await demo.Finish(CancellationToken.None);
            var json = JsonSerializer.Serialize(result, new JsonSerializerOptions(JsonSerializerDefaults.Web));
            output.WriteLine(json);
            Stage.AssertNoProblems(result);
            Assert.True(result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, json);
            Assert.Equal(["douyin", "assist"], result.Connectors.Keys);
            Assert.All(result.Connectors.Values, c => Assert.True(c is { BooksAgree: true, Replied: > 0, Missed: 0 }, json));
            Assert.Equal((result.Comments, result.Inquiries, result.Replied), (Sum(c => c.Comments), Sum(c => c.Inquiries), Sum(c => c.Replied)));
            Assert.Equal(sandbox.Comments, result.Comments);
            Assert.Empty(sandbox.Troubles);
            Assert.Equal("douyin", JsonDocument.Parse(json).RootElement.GetProperty("connectors").EnumerateObject().First().Name);

            int Sum(Func<ConnectorResult, int> of) => result.Connectors.Values.Sum(of);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
