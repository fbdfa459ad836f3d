using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Benchmarks.Pipeline.Stub;
using Funnel.Benchmarks.Reality;
using Funnel.Embedded;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>One run of <c>pipeline</c>: starts the processes, lets the stub's people ask, waits until nothing moves, and says what it took.</summary>
internal sealed class PipelineRun : IAsyncDisposable
{
    private static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(6);

    /// <summary>Whoever asks in the second in which a store is new may have been answered before, for all anybody knows.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Opening = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan MostIdleByPoll = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly PipelineOptions options;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-pipeline-");
    private readonly HttpClient stub;
    private readonly HostProcess stubProcess;
    private readonly int hostPort = FreePort();
    private HostProcess? host;

    private PipelineRun(PipelineOptions options)
    {
        var stubOptions = options.Stub with { Port = FreePort() };
        (this.options, stub) = (options, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{stubOptions.Port}/"), Timeout = Longest });
        stubProcess = HostProcess.Of(typeof(PipelineRun).Assembly.Location, ["pipeline-stub", .. stubOptions.Arguments()]);
    }

    private string Data => Path.Combine(folder.FullName, "data");

    /// <returns>0, or 1 when somebody was answered twice, was missed or lost their window, or 2 when the arguments are wrong.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            await System.Console.Out.WriteLineAsync(PipelineOptions.Usage);
            return 0;
        }

        PipelineOptions options;
        try
        {
            options = PipelineOptions.Parse(args);
        }
        catch (FormatException wrong)
        {
            await System.Console.Error.WriteLineAsync($"{wrong.Message}{Environment.NewLine}{PipelineOptions.Usage}");
            return 2;
        }

        var floors = options.Floors ? await PipelineFloors.Measure() : null;
        await using var run = new PipelineRun(options);
        var result = await run.Measure(floors);
        await System.Console.Out.WriteLineAsync(options.Json ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web) : result.ToString());
        return result.Failures.Count == 0 ? 0 : 1;
    }

    public async ValueTask DisposeAsync()
    {
        host?.Dispose();
        stubProcess.Dispose();
        stub.Dispose();
        await Task.Yield();
        folder.Delete(recursive: true);
    }

    private async Task<PipelineResult> Measure(PipelineFloors? floors)
    {
        await Configure();
        await StartHost();
        await stub.PostAsync($"stub/host?address=http://127.0.0.1:{hostPort}/", null);
        await Task.Delay(AfterStart);
        var warm = Ask(options.Warm, 0);
        if (!await Until(() => Answered(0), Opening))
        {
            throw new InvalidOperationException($"the host answered nobody within {Opening.TotalMinutes} minutes of its start; what it said: {host!.LastWords}");
        }

        await warm;
        await Idle(TimeSpan.FromSeconds(2), Opening);
        var (before, stubBefore) = (HostUsage.Of(host!.Id), HostUsage.Of(stubProcess.Id));
        var used = before with { Cpu = TimeSpan.Zero, Written = 0 };
        var asking = Ask(options.Comments, options.Rate);
        for (var kill = 0; kill < options.Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            used = Add(used, before, HostUsage.Of(host.Id));
            await host.Kill();
            host.Dispose();
            await StartHost();
            before = HostUsage.Of(host.Id);
        }

        await asking;
        await Idle(options.Stub.Tells ? MostIdle : MostIdleByPoll, Longest);
        used = Add(used, before, HostUsage.Of(host.Id));
        var stubCpu = HostUsage.Of(stubProcess.Id).Cpu - stubBefore.Cpu;
        var report = (await stub.GetFromJsonAsync<StubReport>($"stub/report?from={options.Warm}"))!;
        await host.Stop();
        var stored = Directory.Exists(Data) ? new DirectoryInfo(Data).EnumerateFiles("*.db*").Sum(f => f.Length) : 0;
        return new(report, options.Stub.Arrives, used, stubCpu, stored, options.Warm, floors);
    }

    private static HostUsage Add(HostUsage sum, HostUsage from, HostUsage to) =>
        new(sum.Cpu + to.Cpu - from.Cpu, to.Memory, Math.Max(sum.MostMemory, to.MostMemory), sum.Written + to.Written - from.Written);

    private async Task Configure()
    {
        string? config = null;
        for (var tries = 0; config is null; tries++)
        {
            try
            {
                config = await stub.GetStringAsync("stub/config");
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }

        var settings = JsonNode.Parse(config)!.AsObject();
        foreach (var section in options.Omit)
        {
            settings.Remove(section);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "config.json"), settings.ToJsonString());
    }

    private async Task StartHost()
    {
        string[] where = options.Storage is null ? [] : ["--storage", options.Storage, "--host-profile", "azure"];
        host = HostProcess.Of(options.Host ?? typeof(EmbeddedHost).Assembly.Location,
            ["serve", "--config", Path.Combine(folder.FullName, "config.json"), "--data", Data, "--port", $"{hostPort}", .. where]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{hostPort}/") };
        if (!await Until(async () => await Answers(http), TimeSpan.FromSeconds(60)))
        {
            throw new InvalidOperationException($"the host did not start; what it said: {host.LastWords}");
        }
    }

    private static async Task<bool> Answers(HttpClient http)
    {
        try
        {
            using var health = await http.GetAsync("api/health");
            return health.StatusCode != HttpStatusCode.NotFound;
        }
        catch (HttpRequestException)
        {
            return false; // not yet
        }
    }

    private Task Ask(int comments, double rate) => stub.PostAsync(string.Create(CultureInfo.InvariantCulture, $"stub/publish?comments={comments}&rate={rate}"), null);

    private async Task<bool> Answered(int from) => await stub.GetFromJsonAsync<StubReport>($"stub/report?from={from}") is { } report
        && report.Replied + DeafOf(report.Asked) >= report.Asked && report.Asked > 0;

    private int DeafOf(int asked) => options.Stub.Tells ? 0 : asked * options.Stub.Deaf / options.Stub.Accounts;

    private async Task Idle(TimeSpan idle, TimeSpan longest)
    {
        var (began, done, at) = (Stopwatch.GetTimestamp(), -1L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(at) < idle && Stopwatch.GetElapsedTime(began) < longest)
        {
            await Task.Delay(200);
            var now = (await stub.GetFromJsonAsync<JsonElement>("stub/done")).GetProperty("done").GetInt64();
            if (now != done)
            {
                (done, at) = (now, Stopwatch.GetTimestamp());
            }
        }
    }

    private static async Task<bool> Until(Func<Task<bool>> holds, TimeSpan longest)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > longest)
            {
                return false;
            }

            await Task.Delay(100);
        }

        return true;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
