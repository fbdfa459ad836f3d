using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Measure;
using Funnel.Connectors;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Measure;

/// <summary>What the health check looks at, on a clock of its own and a store that can be broken. Several processes may share the store.</summary>
internal sealed class HealthBench : IAsyncDisposable
{
    public const string Shop = "shop";
    private static readonly EphemeralDataProtectionProvider KeyRing = new();
    private static readonly Failure Unreachable = new(FailureKind.Transient, "no-connection", "Douyin could not be reached (ConnectionError).");
    private readonly List<AccountFacts> processes = [];
    private readonly World world = new(1);

    public HealthBench(params string[] accounts)
    {
        Options.Accounts = [.. (accounts.Length == 0 ? [Shop] : accounts).Select(id => new AccountOptions { Id = id, Platform = "douyin", OpenId = "open-" + id, AccessToken = "a", RefreshToken = "r" })];
        Clocks = new(Clock, new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), NullLogger<PlatformClocks>.Instance);
        Store = new(new MemoryRows());
        Queues = new(Clock);
        Settings = new(new MemoryRows(), Clock);
        (Facts, Book, Health) = NewProcess();
    }

    public ManualTime Clock { get; } = new(World.Start);
    public FunnelOptions Options { get; } = new();
    public BreakableRows Store { get; }
    public MemoryQueues Queues { get; }
    public SettingsStore Settings { get; }
    public PlatformClocks Clocks { get; }
    public AccountFacts Facts { get; }
    public AccountBook Book { get; }
    public HealthReader Health { get; }

    public (AccountFacts Facts, AccountBook Book, HealthReader Health) NewProcess()
    {
        var (options, counted) = (Microsoft.Extensions.Options.Options.Create(Options), new CountedQueues(Queues, Store));
        var facts = new AccountFacts(Store, Clock, NullLogger<AccountFacts>.Instance);
        var source = new SimulatedSource(world.Platform, new SimulatedProcess(world), world);
        var destination = new SimulatedDestination(world.WeChat, new SimulatedProcess(world), world);
        var connectors = new ConnectorBook([source.AsConnector(), new("wecom", ConnectorLimits.Unknown, destination)]);
        var switches = new Switches(options, Settings);
        var book = new AccountBook(options, connectors, switches, Store, KeyRing, Clock, NullLogger<AccountBook>.Instance, facts);
        processes.Add(facts);
        return (facts, book, new(book, facts, new(Store, counted, Clock), connectors, options, Clock, switches, NullLogger<HealthReader>.Instance, Clocks));
    }

    public Task<HealthReport> Ask() => Health.Read(CancellationToken.None);

    /// <summary>All timers run as scheduled, and every account is read.</summary>
    public void Pass(TimeSpan time, bool polls = true, bool reads = true, string? except = null, bool reconciles = true, bool keeps = true)
    {
        for (var seconds = 0; seconds < time.TotalSeconds; seconds += 10)
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            Run(polls, FunnelTimer.PollComments.Name);
            Run(reconciles && seconds % 60 == 0, FunnelTimer.Reconcile.Name);
            Run(keeps && seconds % 600 == 0, FunnelTimer.KeepTokens.Name);
            Run(seconds % 60 == 0, FunnelTimer.Forget.Name);
            foreach (var account in Options.Accounts.Where(a => polls && reads && !string.Equals(a.Id, except, StringComparison.Ordinal)))
            {
                Facts.Succeeded(FactKind.ListVideos, account.Id);
            }
        }
    }

    public void Fail(FactKind kind, int times = 1, string subject = Shop, Failure? failure = null)
    {
        for (; times > 0; times--)
        {
            Facts.Record(kind, subject, failure ?? Unreachable);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Store.Broken = null;
        foreach (var facts in processes)
        {
            await facts.DisposeAsync();
        }
    }

    private void Run(bool runs, string timer)
    {
        if (runs)
        {
            Facts.Succeeded(FactKind.Run, timer);
        }
    }
}

/// <summary>Rows that count their operations, and fail as told.</summary>
internal sealed class BreakableRows(IRows inner) : IRows
{
    public int Operations { get; set; }
    public int Commits { get; set; }

    /// <summary>What each write throws, or never comes back from; and each read when <see cref="ReadsToo"/>.</summary>
    public Exception? Broken { get; set; }
    public bool ReadsToo { get; set; }
    public bool Hangs { get; set; }

    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        await Count(ReadsToo, ct);
        return await inner.Find(table, partition, key, ct);
    }

    public async ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        await Count(ReadsToo, ct);
        return await inner.Query(table, partition, range, take, continuation, ct);
    }

    public async ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
    {
        await Count(ReadsToo, ct);
        return await inner.QueryKey(table, key, take, continuation, ct);
    }

    public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        Commits++;
        await Count(true, ct);
        return await inner.Commit(table, partition, changes, ct);
    }

    private async Task Count(bool breaks, CancellationToken ct)
    {
        Operations++;
        if (breaks && Hangs)
        {
            await new TaskCompletionSource().Task.WaitAsync(ct);
        }

        if (breaks && Broken is { } fault)
        {
            throw fault;
        }
    }
}

/// <summary>Queues whose counts are operations of the same store.</summary>
internal sealed class CountedQueues(IQueues inner, BreakableRows store) : IQueues
{
    public ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct) => inner.Enqueue(queue, body, delay, ct);

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct) => inner.Receive(queue, max, visibility, ct);

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct) => inner.Delete(queue, message, ct);

    public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct) => inner.Hide(queue, message, visibility, ct);

    public ValueTask<long> Count(string queue, CancellationToken ct)
    {
        store.Operations++;
        return inner.Count(queue, ct);
    }
}
