using System.Globalization;
using Funnel.Connectors;
using Funnel.Embedded.Sqlite;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Benchmarks.Replay;

/// <summary>A replay of everybody who waits, on SQLite: how fast a dry run and a real run are, and that neither needs more memory for more people.</summary>
internal static class ReplayBenchmark
{
    private const int Side = 64;

    /// <param name="arguments">How many people; 100,000 when not said.</param>
    public static async Task Run(string[] arguments)
    {
        var people = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("funnel-replays-");
        try
        {
            await using var shop = Shop(folder.FullName);
            await Measurement.Rate($"{people:N0} people come to wait", "people", () => Park(shop, people));
            foreach (var dryRun in new[] { true, false })
            {
                var memory = new Memory();
                await Measurement.Rate(dryRun ? "dry run" : "real run", "items", () => Replay(shop, dryRun, memory));
                await System.Console.Out.WriteLineAsync(memory.ToString());
            }

            await System.Console.Out.WriteLineAsync($"replies in their queue: {await shop.GetRequiredService<IQueues>().Count(QueueNames.Replies, default):N0}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServiceProvider Shop(string folder)
    {
        var options = new FunnelOptions
        {
            TokenKey = "a key of the benchmark",
            Accounts = [new() { Id = "shop", Platform = "none", OpenId = "merchant", AccessToken = "a", RefreshToken = "r" }],
            Offers = [new() { Id = "guide", Reply = ["打开私信就能领取资料", "{nick} 资料在私信里等你"], Chat = ["点这里"], Welcome = ["你好"] }],
        };
        return new ServiceCollection().AddLogging().AddSqliteStorage(folder)
            .AddSingleton(new Connector("none", ConnectorLimits.Unknown, new Replies())).AddFunnel(options, new TriageOptions()).BuildServiceProvider();
    }

    private static async Task<long> Park(ServiceProvider shop, int people)
    {
        var (leads, now) = (shop.GetRequiredService<LeadStore>(), TimeProvider.System.GetUtcNow());
        await Parallel.ForEachAsync(Enumerable.Range(0, people), new ParallelOptions { MaxDegreeOfParallelism = Side }, async (i, ct) =>
        {
            var person = string.Create(CultureInfo.InvariantCulture, $"person-{i}");
            var asked = new LeadCommand.Inquire(now, "shop", person, "小明", new Ask("c" + person, "v1", now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule));
            await leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, asked).Then(new LeadCommand.Park(now, Effect.ReplyId("guide"), Reason.WorkFailed)), ct, mayBeNew: true, queueWork: false);
        });
        await shop.GetRequiredService<LeadLists>().Flush(default);
        return people;
    }

    private static async Task<long> Replay(ServiceProvider shop, bool dryRun, Memory memory)
    {
        var (replays, slices) = (shop.GetRequiredService<Replays>(), shop.GetRequiredService<ReplaySlices>());
        var head = (await replays.Start(new ReplayRequest { Selection = new() { Account = ["shop"] }, DryRun = dryRun }, "benchmark", null, default)).Replay!;
        while (head.IsOpen)
        {
            await slices.Handle(new(head.Id, head.Slice), default);
            head = (await replays.Find(head.Id, default))!;
            memory.Look(head.Slice);
        }

        await System.Console.Out.WriteLineAsync($"  {head.Counters} in {head.Slice} slices");
        return head.Counters.Selected;
    }

    /// <summary>What lives after a collection, at the beginning and at most later on.</summary>
    private sealed class Memory
    {
        private const int Every = 50;
        private long first;
        private long most;

        public void Look(int slice)
        {
            if (slice % Every == 1)
            {
                var alive = GC.GetTotalMemory(forceFullCollection: true);
                first = first == 0 ? alive : first;
                most = Math.Max(most, alive);
            }
        }

        public override string ToString() =>
            $"  managed memory after the first slice {first / 1e6:0.0} MB, at most {most / 1e6:0.0} MB; the process {Environment.WorkingSet / 1e6:0} MB";
    }

    private sealed class Replies : IAccountFeed, ICommentReply
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([], null));

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
            Task.FromResult<Outcome<SendReceipt>>(new SendReceipt("r"));
    }
}
