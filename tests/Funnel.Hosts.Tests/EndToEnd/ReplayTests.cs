using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Reasons;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Many people wait because their replies failed; the cause is mended, and all of them are answered by one request. A dry run first, and everything twice.</summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const int People = 1_000;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-replays-");

    [Fact]
    public async Task A_thousand_who_wait_are_answered_as_the_dry_run_said_and_once()
    {
        try
        {
            using var stage = await Stage.Enter();
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions
            {
                Seed = 5, Speed = 2_000, Audience = 1_250, Asking = 1, Answering = 0, CallsPerMinute = 20_000,
            });
            await Park(sandbox);
            await using var host = await Start(sandbox, sends: true);
            var shop = new ReplayClient(host, data.FullName);

            var dryRun = await shop.Run("""{"selection":{"reason":"work-failed"},"step":"reply","dryRun":true}""", "dry");
            Assert.All(await Replies(host), e => Assert.Equal(EffectStatus.Parked, e.Status));
            var real = await shop.Run("""{"selection":{"reason":"work-failed"},"step":"reply","dryRun":false}""", "real");
            output.WriteLine($"dry run: {dryRun.Counters} in {dryRun.Took.TotalSeconds:0.0} s; real: {real.Counters} in {real.Took.TotalSeconds:0.0} s; until all were sent {await Sent(sandbox, real.Items.Count):0.0} s");
            Assert.True(real.Items.Count >= People, $"{real.Items.Count} are selected");
            Assert.Equal(dryRun.Items.Select(i => i.GetRawText()), real.Items.Select(i => i.GetRawText()));

            var replies = (await Leads(host)).SelectMany(l => l.Effects.Select(e => (l.Id, Effect: e))).ToDictionary(e => (e.Id.ToString(), e.Effect.Id), e => e.Effect);
            output.WriteLine(string.Join(", ", replies.Values.Where(e => e.Kind == EffectKind.Reply).CountBy(e => e.Status).Select(c => $"{c.Key} {c.Value}")));
            string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
            Assert.All(real.Items, i => Assert.Equal(Text(i, "text"), replies[(Text(i, "lead"), Text(i, "effect"))].Text));
            Assert.DoesNotContain(replies.Values, e => e is { Kind: EffectKind.Reply, Status: EffectStatus.Wanted or EffectStatus.Parked });

            var before = sandbox.Books.Replies.Count;
            var again = await shop.Run("""{"dryRun":false,"step":["reply"],"selection":{"reason":["work-failed"]}}""", "real");
            Assert.Equal((real.Id, real.Counters), (again.Id, again.Counters));
            Assert.Equal(HttpStatusCode.Conflict, (await shop.Send(HttpMethod.Post, "api/replays", """{"selection":{"reason":"work-failed"},"dryRun":true}""", "real")).Code);
            Assert.Equal(HttpStatusCode.Conflict, (await shop.Send(HttpMethod.Delete, "api/replays/" + real.Id)).Code);
            Assert.Equal([real.Id, dryRun.Id], (await shop.Send(HttpMethod.Get, "api/replays")).Body.GetProperty("replays").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
            await CommandsSayTheSame(host, real);

            sandbox.StopAudience();
            stage.Dispose();
            await DemoRun.Drain(host, () => Task.FromResult((true, 0)), TimeSpan.FromSeconds(10), default);
            await host.Stop();
            var result = await DemoRun.Check(host).Compare(sandbox.Books, TimeSpan.Zero, default);
            output.WriteLine($"{result}; replies in the books before the second request {before}, after it {sandbox.Books.Replies.Count}");
            Assert.Equal((0, 0), (result.DuplicateReplies, result.DuplicateMessages));
            Assert.Equal(before, sandbox.Books.Replies.Count);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>A host whose every reply failed its last try.</summary>
    private async Task Park(SandboxServer sandbox)
    {
        await using var host = await Start(sandbox, sends: false);
        await Patience.Until(() => Numbers(host).Inquiries >= People);
        sandbox.StopAudience();
        var (leads, quiet) = (host.Services.GetRequiredService<LeadStore>(), 0);
        for (var comments = 0; quiet < 10; await Task.Delay(200))
        {
            await Patience.Until(() => Numbers(host).Comments >= sandbox.Comments);
            var wanted = (await Leads(host)).Where(l => l.Effects.Any(e => e.Status == EffectStatus.Wanted)).ToList();
            foreach (var some in wanted.Chunk(16))
            {
                await Task.WhenAll(some.Select(async lead => await leads.Apply(lead.Id, l => LeadDecider.Decide(
                    l, new LeadCommand.Park(TimeProvider.System.GetUtcNow(), lead.Effects.Single(e => e.Kind == EffectKind.Reply).Id, Reason.WorkFailed)), default)));
            }

            // Who was about to write when the audience was stopped still does, and what is counted is stored a little later.
            quiet = wanted.Count == 0 && comments == sandbox.Comments ? quiet + 1 : 0;
            comments = sandbox.Comments;
        }

        await host.Stop();
    }

    private Task<EmbeddedHost> Start(SandboxServer sandbox, bool sends)
    {
        var configuration = HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration");
        configuration["Funnel:outreach:enabled"] = sends ? "true" : "false";
        configuration["Funnel:intake:callsPerMinute"] = "10000";
        return EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, 0, Quiet: true), default);
    }

    private async Task CommandsSayTheSame(EmbeddedHost host, FinishedReplay real)
    {
        var (said, wrong) = (new StringWriter(), new StringWriter());
        string[] where = ["--data", data.FullName, "--port", $"{host.BaseUrl.Port}"];
        Task<int> Run(params string[] arguments) => new CommandLine(CommandTable.All, said, wrong, debug: false).Run(["replays", .. arguments, .. where], default);
        Assert.Equal(CommandLine.Done, await Run("show", real.Id));
        Assert.StartsWith($"Replay {real.Id} is done.", said.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{real.Items.Count,7}  queued to be sent again", said.ToString(), StringComparison.Ordinal);
        said.GetStringBuilder().Clear();
        Assert.Equal(CommandLine.Done, await Run("show", real.Id, "--items"));
        Assert.Equal(real.Items.Count, said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(CommandLine.Failed, await Run("cancel", real.Id));
        Assert.Contains("nothing left to cancel", wrong.ToString(), StringComparison.Ordinal);
        said.GetStringBuilder().Clear();
        Assert.Equal(CommandLine.Done, await Run("start", "--reason", "work-failed", "--dry-run"));
        Assert.Contains("is done; it is a dry run, nothing was sent.", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.WrongUsage, await Run("start", "--reason", "work-faild"));
        Assert.Contains("did you mean work-failed?", wrong.ToString(), StringComparison.Ordinal);
    }

    /// <returns>Seconds until the platform had as many replies.</returns>
    private static async Task<double> Sent(SandboxServer sandbox, int replies)
    {
        var began = Stopwatch.GetTimestamp();
        for (var minutes = 4; minutes > 0 && !await Patience.Until(() => sandbox.Books.Replies.Count >= replies); minutes--)
        {
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static FunnelNumbers Numbers(EmbeddedHost host)
    {
        var funnel = host.Services.GetRequiredService<FunnelReader>();
        return funnel.Read(funnel.Today.AddDays(-1), funnel.Today.AddDays(1), default).GetAwaiter().GetResult();
    }

    private static async Task<IReadOnlyList<Effect>> Replies(EmbeddedHost host) => [.. (await Leads(host)).SelectMany(l => l.Effects).Where(e => e.Kind == EffectKind.Reply)];

    private static async Task<IReadOnlyList<Lead>> Leads(EmbeddedHost host)
    {
        var (funnel, leads) = (host.Services.GetRequiredService<FunnelReader>(), host.Services.GetRequiredService<LeadStore>());
        var found = new List<Lead>();
        foreach (var some in (await funnel.Leads(funnel.Today.AddDays(-1), funnel.Today.AddDays(1), default)).Chunk(32))
        {
            found.AddRange((await Task.WhenAll(some.Select(s => leads.Find(s.Id, default).AsTask()))).OfType<Lead>());
        }

        return found;
    }
}
