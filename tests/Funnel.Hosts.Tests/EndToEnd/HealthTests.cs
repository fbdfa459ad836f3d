using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Sandbox;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The health check of a whole host, as somebody sees it who watches from outside.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-health-");
    private readonly HttpClient http = new();
    private SandboxServer sandbox = null!;
    private EmbeddedHost host = null!;

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 3, Speed = 240, Audience = 20 });

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task An_unreachable_platform_is_named_with_its_account_and_forgotten_when_it_is_back()
    {
        // The platform that comes back is another one, which knows no contact link of the first: none is made here, and nobody asks who came by it.
        await Start(null, ("KeepTokensSchedule", "0 0 0 1 1 *"), ("ReconcileSchedule", "0 0 0 1 1 *"));
        var well = await Until(HttpStatusCode.OK, h => h.GetProperty("accounts")[0].GetProperty("readAt").ValueKind == JsonValueKind.String);
        Assert.True(well.GetProperty("ok").GetBoolean());
        Assert.Equal("working", well.GetProperty("accounts")[0].GetProperty("state").GetString());

        var (port, id) = (sandbox.BaseUrl.Port, well.GetProperty("accounts")[0].GetProperty("id").GetString());
        await sandbox.DisposeAsync();
        var ill = await Until(HttpStatusCode.ServiceUnavailable, _ => true);
        Assert.False(ill.GetProperty("ok").GetBoolean());
        Assert.StartsWith($"account {id}: reading ", ill.GetProperty("wrong")[0].GetString(), StringComparison.Ordinal);

        sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 3, Port = port, Audience = 0 });
        await Until(HttpStatusCode.OK, _ => true);
    }

    [Fact]
    public async Task Switched_off_sending_a_paused_account_and_a_wrong_clock_are_told()
    {
        await Start(
            new AheadBy(TimeSpan.FromSeconds(25)), ("outreach:enabled", "false"), ("accounts:1:id", "second"), ("accounts:1:platform", "douyin"), ("accounts:1:openId", "o"),
            ("accounts:1:accessToken", "a"), ("accounts:1:refreshToken", "r"), ("accounts:1:paused", "true"));
        var report = await Until(HttpStatusCode.ServiceUnavailable, _ => true);
        Assert.Matches("^clock: this host's clock is 2[456] s ahead of Douyin's: ", report.GetProperty("wrong")[0].GetString());
        Assert.StartsWith("sending is switched off: outreach.enabled", report.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("account second is paused", report.GetProperty("notices")[1].GetString(), StringComparison.Ordinal);
        Assert.Equal("paused", report.GetProperty("accounts")[1].GetProperty("state").GetString());
    }

    private async Task Start(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var configuration = HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration");
        foreach (var (key, value) in (List<(string, string)>)[("intake:videosEvery", "00:00:01"), ("PollSchedule", "* * * * * *"), .. settings])
        {
            configuration[key.EndsWith("Schedule", StringComparison.Ordinal) ? key : $"Funnel:{key}"] = value;
        }

        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true, Time: time), default);
    }

    private async Task<JsonElement> Until(HttpStatusCode status, Func<JsonElement, bool> also)
    {
        for (var patience = 0; ; patience++)
        {
            using var answer = await http.GetAsync(new Uri(host.BaseUrl, "api/health"));
            var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            if (answer.StatusCode == status && also(report))
            {
                return report;
            }

            Assert.True(patience < 300, $"{answer.StatusCode} {report}");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private sealed class AheadBy(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
