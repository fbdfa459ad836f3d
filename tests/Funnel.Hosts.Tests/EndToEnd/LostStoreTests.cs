using System.Diagnostics;
using Funnel.Embedded;
using Funnel.Embedded.Demo;
using Funnel.Embedded.Sqlite;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>
/// A shop's database is put back to a copy, deleted, or loses its log, while the platforms remember everything: nobody is written to twice, and nobody is forgotten who
/// can be read again.
/// </summary>
public abstract class LostStoreTests(ITestOutputHelper output) : KillTests(output)
{
    private const int Before = 12;
    private const int Lost = 20;
    private readonly ITestOutputHelper output = output;

    /// <param name="why">What the health check says.</param>
    /// <param name="prepare">What happens to the database while the host runs.</param>
    /// <param name="lose">What happens to it when it does not.</param>
    protected async Task IsBorne(string why, Action<string> prepare, Action<string> lose)
    {
        using var stage = await Stage.Enter();
        var folder = Directory.CreateTempSubdirectory("funnel-lost-");
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 21, Speed = 60, Audience = 3000, Answering = 0 });
        try
        {
            var (config, data) = (Path.Combine(folder.FullName, "config.json"), Path.Combine(folder.FullName, "data"));
            var file = Path.Combine(data, SqliteStorageRegistration.FileName);
            await File.WriteAllTextAsync(config, sandbox.ConfigJson());
            using (var serve = Start("serve", "--config", config, "--data", data, "--port", "0"))
            {
                await Replied(sandbox, serve, Before);
                prepare(file);
                await Replied(sandbox, serve, Before + Lost);
                serve.Kill(entireProcessTree: true);
                await serve.WaitForExitAsync();
            }

            var booked = sandbox.Books;
            lose(file);
            await using var host = await EmbeddedHost.Start(new EmbeddedSetup(await HostFile.Load(config, default), data, 0, Quiet: true), default);
            var replied = booked.Replies.Count;
            Assert.Contains((await host.Services.GetRequiredService<HealthReader>().Read(default)).Notices, n => n.Contains(why, StringComparison.Ordinal));
            await Patience.Until(() => sandbox.Books.Replies.Count >= replied + 5); // it goes on
            sandbox.StopAudience();
            stage.Dispose();
            await DemoRun.Drain(host, () => Task.FromResult((sandbox.IsQuiet, sandbox.Comments)), TimeSpan.FromSeconds(80), default);
            await host.Stop();
            var result = await DemoRun.Check(host).Compare(sandbox.Books, TimeSpan.Zero, default);
            output.WriteLine($"{replied} replies before, {sandbox.Books.Replies.Count} after; {result}");
            output.WriteLine(string.Join(", ", (await Reasons(host)).Select(r => $"{r.Key}: {r.Value}")));
            Assert.True(result is { DuplicateReplies: 0, DuplicateMessages: 0, Missed: 0 }, result.ToString());

            // Nobody can look for what was said in private chats, so of those who got something there before nothing more is known.
            var written = booked.Messages.Concat(booked.Welcomed).Select(b => b.Person).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(result.Problems.Where(p => !p.EndsWith("we do not know of it", StringComparison.Ordinal) || !written.Contains(p.Split(':')[0])));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Replied(SandboxServer sandbox, Process serve, int people)
    {
        await Patience.Until(() => sandbox.Books.Replies.Count >= people || serve.HasExited);
        Assert.False(serve.HasExited, "serve ended by itself");
    }

    private static async Task<IReadOnlyDictionary<string, int>> Reasons(EmbeddedHost host)
    {
        var (funnel, leads) = (host.Services.GetRequiredService<FunnelReader>(), host.Services.GetRequiredService<LeadStore>());
        var parked = new List<string>();
        foreach (var line in await funnel.Leads(funnel.Today.AddDays(-1), funnel.Today, default))
        {
            parked.AddRange((await leads.Find(line.Id, default))!.Effects.Where(e => e.Status == EffectStatus.Parked).Select(e => e.Reason!.Code));
        }

        return parked.CountBy(c => c).ToDictionary();
    }

    protected static void Copy(string file) => Execute(file, $"VACUUM INTO '{file}.backup'");

    protected static void Checkpoint(string file) => Execute(file, "PRAGMA wal_checkpoint(PASSIVE)");

    private static void Execute(string file, string sql)
    {
        using var database = Database.Open(file, TimeSpan.FromSeconds(10), cacheKiB: 1_000);
        database.Execute(sql);
    }

    protected static void Remove(string file)
    {
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + part);
        }
    }
}

public sealed class RestoredStoreTests(ITestOutputHelper output) : LostStoreTests(output)
{
    [Fact]
    public Task A_copy_that_is_put_back_makes_nobody_be_answered_twice() => IsBorne("the database has lost commits", Copy, file =>
    {
        Remove(file);
        File.Copy(file + ".backup", file);
    });
}

public sealed class DeletedStoreTests(ITestOutputHelper output) : LostStoreTests(output)
{
    [Fact]
    public Task A_database_that_is_deleted_makes_nobody_be_answered_twice() => IsBorne("the database was empty or another one", _ => { }, Remove);
}

public sealed class LostLogTests(ITestOutputHelper output) : LostStoreTests(output)
{
    [Fact]
    public Task A_log_that_is_lost_makes_nobody_be_answered_twice() => IsBorne("the database has lost commits", Checkpoint, file => File.Delete(file + "-wal"));
}
