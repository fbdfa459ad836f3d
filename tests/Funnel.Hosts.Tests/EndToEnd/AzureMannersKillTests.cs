using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>
/// Two instances at Azure's settings, of which one is killed again and again: what it had taken stays hidden for ten minutes, and a chat that was
/// opened stays open for thirty seconds.
/// </summary>
public sealed class AzureMannersKillTests(ITestOutputHelper output) : KillTests(output)
{
    private const int Kills = 8;
    private readonly ITestOutputHelper output = output;

    [Fact]
    public async Task An_instance_that_is_killed_takes_no_chat_window_with_it()
    {
        using var stage = await Stage.Enter();
        var folder = Directory.CreateTempSubdirectory("funnel-azure-kill-");
        var (sandboxPort, port, survivorPort) = (FreePort(), FreePort(), FreePort());
        using var sandbox = Start("sandbox", "--port", $"{sandboxPort}", "--seed", "12", "--speed", "60", "--audience", "3000");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sandboxPort}/") };
            var config = Path.Combine(folder.FullName, "config.json");
            await File.WriteAllTextAsync(config, await Eventually(() => http.GetStringAsync("sandbox/config")));
            var data = Path.Combine(folder.FullName, "data");
            var settings = await HostFile.Load(config, default);
            ProfileOption.Apply(settings, HostProfile.Azure);
            await using var survivor = await EmbeddedHost.Start(new EmbeddedSetup(settings, data, survivorPort, Quiet: true), default);
            var random = new Random(7);
            for (var i = 0; i < Kills; i++)
            {
                using var serve = Start("serve", "--config", config, "--data", data, "--port", $"{port}", "--host-profile", "azure");
                await Works(port, random);
                Assert.False(serve.HasExited, "serve ended by itself");
                serve.Kill(entireProcessTree: true); // SIGKILL
                await serve.WaitForExitAsync();
            }

            await http.PostAsync("sandbox/stop", null);
            stage.Dispose();
            await Idle(survivor, TimeSpan.FromMinutes(4));
            await survivor.Stop();
            var lost = await WindowsLost(survivor);
            var result = await DemoRun.Check(survivor).Compare(SandboxBooks.Parse(await http.GetStringAsync("sandbox/books")), TimeSpan.Zero, default);
            output.WriteLine($"{lost} chat windows closed without an invitation; {result}");
            result.Problems.ToList().ForEach(output.WriteLine);
            Assert.True(result is { DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());
            Assert.True(result.Replied >= 20 && result.Invited >= 5, result.ToString());
            Assert.Equal(0, lost);
        }
        finally
        {
            sandbox.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Until nothing is under way any more, though messages of the killed are still hidden.</summary>
    private static async Task Idle(EmbeddedHost host, TimeSpan atMost)
    {
        var funnel = host.Services.GetRequiredService<FunnelReader>();
        for (var waited = TimeSpan.Zero; waited < atMost; waited += TimeSpan.FromSeconds(5))
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            var numbers = await funnel.Read(funnel.Today.AddDays(-1), funnel.Today, default);
            if (waited > TimeSpan.FromSeconds(30) && numbers.Pending == 0)
            {
                return;
            }
        }
    }

    /// <summary>People who opened the chat while we knew them, and whose window closed with the invitation still wanted.</summary>
    private static async Task<int> WindowsLost(EmbeddedHost host)
    {
        var (funnel, leads) = (host.Services.GetRequiredService<FunnelReader>(), host.Services.GetRequiredService<LeadStore>());
        var lost = 0;
        foreach (var summary in await funnel.Leads(funnel.Today.AddDays(-1), funnel.Today, default))
        {
            var lead = await leads.Find(summary.Id, default);
            lost += lead is { Window: not null, Exit: Exit.None } && lead.Find(Effect.InviteId) is { Status: EffectStatus.Wanted } ? 1 : 0;
        }

        return lost;
    }
}
