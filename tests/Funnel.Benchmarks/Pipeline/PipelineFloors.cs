using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Funnel.Embedded.Sqlite;
using Funnel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SQLitePCL;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>
/// What the machine can do: a plain worker that takes a person from a SQLite queue, posts twice and forgets (no journal, nothing looked for, one crash doubles or loses), commits of a lead with
/// its journal entry, and posts over HTTP. Server and client share the processors, as host and stub do.
/// </summary>
internal sealed record PipelineFloors(double PlainPerSecond, double PlainMilliseconds, double CommitsPerSecond, double PostsPerSecond)
{
    private const int Side = 32;
    private const int Leads = 10_000;
    private const int Posts = 40_000;

    /// <summary>Sizes of a lead after its reply and of a journal entry, in characters.</summary>
    private const int LeadChars = 1_800;
    private const int EntryChars = 350;

    public static async Task<PipelineFloors> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-floors-");
        await using var server = await Server();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = new Uri(server.Urls.First()) };
        try
        {
            await PostAll(http, 2_000);
            var posts = await PerSecond(Posts, () => PostAll(http, Posts));
            var processor = Environment.CpuUsage.TotalTime;
            var plain = await PerSecond(Leads, () => PlainWorker(folder.FullName, http));
            var milliseconds = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Leads;
            return new(plain, milliseconds, await PerSecond(Leads, () => Commits(folder.FullName)), posts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> Server()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapPost("/plain", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body);
            await body.ReadToEndAsync();
            await context.Response.WriteAsync("""{"data":{"error_code":0}}""");
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<double> PerSecond(int units, Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return units / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static Task PostAll(HttpClient http, int posts) => Parallel.ForEachAsync(Enumerable.Range(0, posts), Sides(), async (i, ct) => await Post(http, i, ct));

    private static async Task Post(HttpClient http, int number, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync("plain", new { item_id = "@video==", comment_id = number, content = "打开私信就能领取资料" }, ct);
        await answer.Content.ReadAsByteArrayAsync(ct);
    }

    private static async Task PlainWorker(string folder, HttpClient http)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(Path.Combine(folder, "plain.db"), out var database);
        using var gate = new SemaphoreSlim(1, 1);
        async Task Execute(FormattableString sql)
        {
            await gate.WaitAsync();
            try
            {
                var result = raw.sqlite3_exec(database, sql.ToString(CultureInfo.InvariantCulture));
                if (result != raw.SQLITE_OK)
                {
                    throw new InvalidOperationException(raw.sqlite3_errmsg(database).utf8_to_string());
                }
            }
            finally
            {
                gate.Release();
            }
        }

        await Execute($"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE work(id INTEGER PRIMARY KEY, state TEXT, body TEXT)");
        await Parallel.ForEachAsync(Enumerable.Range(0, Leads), Sides(), async (i, ct) =>
        {
            await Execute($"INSERT INTO work VALUES({i}, 'new', 'person, comment and text, such as a queue message holds them')");
            await Post(http, i, ct);
            await Execute($"UPDATE work SET state = 'replied' WHERE id = {i}");
            await Post(http, i, ct);
            await Execute($"DELETE FROM work WHERE id = {i}");
        });
        raw.sqlite3_close_v2(database);
    }

    private static async Task Commits(string folder)
    {
        await using var services = new ServiceCollection().AddLogging().AddSqliteStorage(Path.Combine(folder, "rows")).BuildServiceProvider();
        var rows = services.GetRequiredService<IRows>();
        var (lead, entry) = (new string('x', LeadChars), new string('y', EntryChars));
        await Parallel.ForEachAsync(Enumerable.Range(0, Leads), Sides(), async (i, ct) =>
        {
            var partition = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))[..12]);
            await rows.Commit(Tables.Leads, partition, [new RowChange.Insert(Row(partition, "lead", lead)), new RowChange.Insert(Row(partition, "e0", entry))], ct);
        });
    }

    private static Row Row(string partition, string key, string payload) => new(partition, key, payload);

    private static ParallelOptions Sides() => new() { MaxDegreeOfParallelism = Side };
}
