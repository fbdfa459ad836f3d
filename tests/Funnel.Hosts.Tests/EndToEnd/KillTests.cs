using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Sandbox;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Real processes, killed without warning.</summary>
public abstract class KillTests(ITestOutputHelper output)
{
    private const int Kills = 8;

    /// <param name="storage">Connection string of an Azure storage account; null for SQLite.</param>
    protected async Task SurvivesEightHardKills(string? storage)
    {
        using var stage = await Stage.Enter();
        var folder = Directory.CreateTempSubdirectory("funnel-kill-");
        var (sandboxPort, port) = (FreePort(), FreePort());
        using var sandbox = Start("sandbox", "--port", $"{sandboxPort}", "--seed", "11", "--speed", "60", "--audience", "3000");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sandboxPort}/") };
            var config = Path.Combine(folder.FullName, "config.json");
            await File.WriteAllTextAsync(config, await Eventually(() => http.GetStringAsync("sandbox/config")));
            var data = Path.Combine(folder.FullName, "data");
            var random = new Random(5);
            for (var i = 0; i < Kills; i++)
            {
                string[] where = storage is null ? [] : ["--storage", storage];
                using var serve = Start(["serve", "--config", config, "--data", data, "--port", $"{port}", .. where]);
                await Works(port, random);
                Assert.False(serve.HasExited, "serve ended by itself");
                serve.Kill(entireProcessTree: true); // SIGKILL
                await serve.WaitForExitAsync();
            }

            // The last start, in this process so that its journal can be compared.
            await using var host = await EmbeddedHost.Start(new EmbeddedSetup(await HostFile.Load(config, default), data, port, StorageOption.Parse(storage), Quiet: true), default);
            await Task.Delay(TimeSpan.FromSeconds(4));
            await http.PostAsync("sandbox/stop", null);
            stage.Dispose();
            await DemoRun.Drain(host, async () => Status(await http.GetFromJsonAsync<JsonElement>("sandbox/status")), TimeSpan.FromMinutes(5), default); // sooner where nothing is left
            await host.Stop();
            var result = await DemoRun.Check(host).Compare(SandboxBooks.Parse(await http.GetStringAsync("sandbox/books")), TimeSpan.Zero, default);
            output.WriteLine(result.ToString());
            result.Problems.ToList().ForEach(output.WriteLine);
            Assert.True(result is { DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0, BooksAgree: true }, result.ToString());
            Assert.True(result.Replied >= 20, result.ToString());
        }
        finally
        {
            sandbox.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }

    protected static (bool, int) Status(JsonElement status) => (status.GetProperty("quiet").GetBoolean(), status.GetProperty("comments").GetInt32());

    protected static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(EmbeddedHost).Assembly.Location);
        arguments.ToList().ForEach(start.ArgumentList.Add);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>It listens, and has had some time; on a machine that is busy with other things a start alone takes seconds.</summary>
    protected static async Task Works(int port, Random random)
    {
        using var http = new HttpClient();
        using var health = await Eventually(() => http.GetAsync($"http://127.0.0.1:{port}/api/health"));
        await Task.Delay(random.Next(500, 4000));
    }

    protected static async Task<T> Eventually<T>(Func<Task<T>> attempt)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await attempt();
            }
            catch (HttpRequestException) when (i < 100)
            {
                await Task.Delay(200);
            }
        }
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class SqliteKillTests(ITestOutputHelper output) : KillTests(output)
{
    [Fact]
    public Task Eight_hard_kills_double_nothing_and_lose_nobody() => SurvivesEightHardKills(null);
}
