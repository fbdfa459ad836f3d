using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Embedded;
using Funnel.Recovery;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>
/// Leads through the whole embedded host, from the comment to the invitation: <c>leads [--people 20000]</c>. A crowd comments at once; the sandbox, in this process
/// too, answers at once and knows no limits. Both share the processors, so the numbers are for comparing two versions on one machine.
/// </summary>
internal static class LeadsBenchmark
{
    private const int UsualPeople = 20_000;
    private static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task Run(string[] args)
    {
        var people = args is ["--people", var count] ? int.Parse(count, CultureInfo.InvariantCulture) : UsualPeople;
        var folder = Directory.CreateTempSubdirectory("funnel-leads-");
        try
        {
            await Open(folder);
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions
            {
                Seed = 7, Speed = 100_000, Audience = people, Videos = 50, CallsPerMinute = int.MaxValue, Faults = SandboxFaults.None,
            });
            var config = Path.Combine(folder.FullName, "config.json");
            await File.WriteAllTextAsync(config, sandbox.ConfigJson());
            var settings = await HostFile.Load(config, default);
            settings["Funnel:Intake:CallsPerMinute"] = "10000";
            settings["Funnel:Host:MaxConnections"] = "100000"; // each of the crowd is told by a webhook, all at once
            using var process = Process.GetCurrentProcess();
            var (began, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
            await using var host = await EmbeddedHost.Start(new EmbeddedSetup(settings, Path.Combine(folder.FullName, "data"), 0, Quiet: true), default);
            var (replies, messages, ended) = await UntilIdle(sandbox);
            process.Refresh();
            await host.Stop();
            var seconds = Stopwatch.GetElapsedTime(began, ended).TotalSeconds;
            await System.Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{people} comments, {replies} replies and {messages} invitations in {seconds:F1} s: {replies / seconds:F0} leads/s, {(process.TotalProcessorTime - processor).TotalMilliseconds / replies:F2} ms of processor time a lead, the sandbox's included"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The shop is older than the crowd: who commented before a store was new is looked for first, which is not what is measured.</summary>
    private static async Task Open(DirectoryInfo folder)
    {
        await using var nobody = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Audience = 1, Faults = SandboxFaults.None });
        var config = Path.Combine(folder.FullName, "before.json");
        await File.WriteAllTextAsync(config, nobody.ConfigJson());
        await using var host = await EmbeddedHost.Start(new EmbeddedSetup(await HostFile.Load(config, default), Path.Combine(folder.FullName, "data"), 0, Quiet: true), default);
        var (catchUps, accounts) = (host.Services.GetRequiredService<CatchUps>(), host.Services.GetRequiredService<AccountBook>());
        while (accounts.All.Any(a => catchUps.IsProbing(a.Id)) || catchUps.Lost is { InPlatformTime: false })
        {
            await Task.Delay(100);
        }

        await host.Stop();
    }

    private static async Task<(int Replies, int Messages, long Ended)> UntilIdle(SandboxServer sandbox)
    {
        using var http = new HttpClient { BaseAddress = sandbox.BaseUrl };
        var (replies, messages, at) = (0, 0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(at) < (replies == 0 ? Longest : MostIdle))
        {
            await Task.Delay(100);
            var status = await http.GetFromJsonAsync<JsonElement>("sandbox/status");
            var now = (status.GetProperty("replies").GetInt32(), status.GetProperty("messages").GetInt32());
            if (now != (replies, messages))
            {
                ((replies, messages), at) = (now, Stopwatch.GetTimestamp());
            }
        }

        return (replies, messages, at);
    }
}
