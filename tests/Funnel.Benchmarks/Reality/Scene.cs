using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Benchmarks.Reality;

/// <summary>A sandbox and the hosts of one trial, each in a process of its own, and what they left behind.</summary>
internal sealed class Scene : IAsyncDisposable
{
    /// <summary>So long after the last person came everything has to be done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ToldEvery = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-reality-");
    private readonly List<HostProcess> hosts = [];
    private readonly HttpClient http;
    private readonly HostProcess sandbox;
    private readonly string? storage;
    private long stoppedAt;

    private Scene(string? storage, int seed, string[] options)
    {
        this.storage = storage;
        var port = FreePort();
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        sandbox = new HostProcess(["sandbox", "--port", $"{port}", "--seed", $"{seed}", .. options]);
    }

    private string Config => Path.Combine(folder.FullName, "config.json");

    private string Data => Path.Combine(folder.FullName, "data");

    private string Copy => Path.Combine(folder.FullName, "copy");

    public static async Task<Scene> Start(string? storage, int seed, string[] sandbox)
    {
        var scene = new Scene(storage, seed, sandbox);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await File.WriteAllTextAsync(scene.Config, await scene.http.GetStringAsync("sandbox/config"));
                return scene;
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(200);
            }
        }
    }

    public HostProcess StartHost()
    {
        string[] where = storage is null ? [] : ["--storage", storage, "--host-profile", "azure"];
        var host = new HostProcess(["serve", "--config", Config, "--data", Data, "--port", $"{FreePort()}", .. where]);
        hosts.Add(host);
        return host;
    }

    public Task SetFault(string name, double rate) => http.PostAsJsonAsync("sandbox/faults", new Dictionary<string, double>(StringComparer.Ordinal) { [name] = rate });

    public async Task NobodyNewComes()
    {
        await http.PostAsync("sandbox/stop", null);
        stoppedAt = Stopwatch.GetTimestamp();
    }

    /// <summary>As an operator copies it while nothing runs.</summary>
    public void CopyDatabase() => CopyAll(Data, Copy);

    public void RestoreDatabase()
    {
        DeleteDatabase(_ => true);
        CopyAll(Copy, Data);
    }

    /// <summary>Of the database's files those that are chosen.</summary>
    public void DeleteDatabase(Func<string, bool> chosen)
    {
        foreach (var file in DatabaseFiles(Data).Where(chosen))
        {
            File.Delete(file);
        }
    }

    /// <summary>Waits until everything is done or five minutes are over, and compares what the hosts left with the sandbox's books.</summary>
    public async Task<bool> Judge()
    {
        var settings = await HostFile.Load(Config, default);
        if (storage is not null)
        {
            ProfileOption.Apply(settings, HostProfile.Azure);
        }

        await using var last = await EmbeddedHost.Start(new EmbeddedSetup(settings, Data, FreePort(), StorageOption.Parse(storage), Quiet: true), default);
        var standing = await Settle(last);
        foreach (var host in hosts)
        {
            await host.Stop();
        }

        await last.Stop();
        var books = await http.GetStringAsync("sandbox/books");
        var result = await DemoRun.Check(last).Compare(SandboxBooks.Parse(books), Stopwatch.GetElapsedTime(stoppedAt), default);
        var status = await http.GetStringAsync("sandbox/status");
        await System.Console.Out.WriteLineAsync($"books: {status}");
        await System.Console.Out.WriteLineAsync($"hosts: {JsonSerializer.Serialize(result, JsonSerializerOptions.Web)}");
        await System.Console.Out.WriteLineAsync($"left standing after {Stopwatch.GetElapsedTime(stoppedAt):m\\:ss}: {standing}");
        foreach (var problem in result.Problems.Take(20))
        {
            await System.Console.Out.WriteLineAsync("  " + problem);
        }

        return standing == 0 && result is { DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 };
    }

    public async ValueTask DisposeAsync()
    {
        hosts.ForEach(h => h.Dispose());
        sandbox.Dispose();
        http.Dispose();
        await Task.Yield();
        folder.Delete(recursive: true);
    }

    /// <returns>People for whom something is still under way at the end.</returns>
    private async Task<int> Settle(EmbeddedHost host)
    {
        var (calmSince, toldAt) = (default(long?), Stopwatch.GetTimestamp());
        while (true)
        {
            var status = await http.GetFromJsonAsync<JsonElement>("sandbox/status");
            var (under, comments) = await UnderWay(host);
            var calm = under == 0 && status.GetProperty("quiet").GetBoolean() && comments >= status.GetProperty("comments").GetInt32();
            calmSince = calm ? calmSince ?? Stopwatch.GetTimestamp() : null;
            if (Stopwatch.GetElapsedTime(stoppedAt) > Patience || (calmSince is { } since && Stopwatch.GetElapsedTime(since) > Calm))
            {
                return under;
            }

            if (Stopwatch.GetElapsedTime(toldAt) > ToldEvery)
            {
                toldAt = Stopwatch.GetTimestamp();
                await System.Console.Out.WriteLineAsync($"  {under} people under way, {comments} of {status.GetProperty("comments")} comments read");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<(int People, int Comments)> UnderWay(EmbeddedHost host)
    {
        var (funnel, leads) = (host.Services.GetRequiredService<FunnelReader>(), host.Services.GetRequiredService<LeadStore>());
        var rules = host.Services.GetRequiredService<IOptions<FunnelOptions>>().Value.Outreach.Rules;
        var (from, to, under) = (funnel.Today.AddDays(-1), funnel.Today.AddDays(1), 0);
        foreach (var summary in (await funnel.Leads(from, to, default)).Where(l => l.Pending || l.Stage < Stage.Served))
        {
            under += await leads.Find(summary.Id, default) is { } lead && lead.UnderWay(rules, DateTimeOffset.UtcNow).Any() ? 1 : 0;
        }

        return (under, (await funnel.Read(from, to, default)).Comments);
    }

    private static IEnumerable<string> DatabaseFiles(string data) => Directory.EnumerateFiles(data, "*.db*");

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in DatabaseFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
