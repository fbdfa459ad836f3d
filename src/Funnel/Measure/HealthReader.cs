using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Hooks;
using Funnel.Outreach.Standings;
using Funnel.Recovery;
using Funnel.Sending;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Measure;

/// <summary>
/// Gathers what the health check says: facts by account, the storage tried out, and the poison queues. Cheap: three reads, and at most every few seconds a
/// write and a count for each queue. Whatever fails is part of the answer; nothing is thrown.
/// </summary>
public sealed partial class HealthReader(
    AccountBook accounts, AccountFacts facts, StorageCheck storage, ConnectorBook connectors, IOptions<FunnelOptions> options, TimeProvider time,
    Switches switches, ILogger<HealthReader> log, PlatformClocks? clocks = null, CatchUps? catchUps = null, WordingDesk? wordings = null, SendGate? gate = null, HookDesk? hooks = null)
{
    /// <summary>A store that takes longer does not work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthReport> Read(CancellationToken ct)
    {
        var wrong = new Problems(log);
        var (write, poison) = (Try(wrong, "a write", _ => storage.Write(), ct), Try(wrong, "counting poison queues", storage.Poison, [], ct));
        var (stored, known) = (Try(wrong, "reading the accounts", accounts.Health, [], ct), Try(wrong, "reading what was noted", facts.All, facts.Own, ct));
        var unsaid = Try(wrong, "reading how wordings do", stop => wordings?.Alarms(stop) ?? Task.FromResult<IReadOnlyList<string>>([]), [], ct);
        var sending = Try(wrong, "reading what is held", Sending, [], ct);
        var untold = Try(wrong, "reading how hooks stand", stop => hooks?.Alarms(stop) ?? Task.FromResult<IReadOnlyList<string>>([]), [], ct);
        await Task.WhenAll(write, poison, stored, known, unsaid, sending, untold);
        wrong.AddRange(await poison);
        wrong.AddRange(await unsaid);
        wrong.AddRange(await untold);
        return Judge(wrong, await sending, (await stored).ToDictionary(g => g.Id, StringComparer.Ordinal), new(await known));
    }

    private async Task<IReadOnlyList<AccountSending>> Sending(CancellationToken ct)
    {
        var all = new List<AccountSending>();
        foreach (var account in gate is null ? [] : accounts.All)
        {
            all.Add(await gate!.Status(account.Id, ct));
        }

        return all;
    }

    private HealthReport Judge(Problems wrong, IReadOnlyList<AccountSending> sending, Dictionary<string, AccountHealth> grants, KnownFacts known)
    {
        var skews = clocks?.All ?? [];
        var rules = new HealthRules(options.Value, known, time.GetUtcNow(), facts.Watching);
        rules.Sending(switches.IsAllPaused);
        rules.Timers();
        foreach (var account in accounts.All)
        {
            rules.Account(account, accounts.WhyPaused(account), grants.GetValueOrDefault(account.Id)?.PausedBecause, accounts.CanRead(account.Id));
        }

        foreach (var account in sending)
        {
            rules.Held(account);
        }

        foreach (var destination in connectors.With<IContactPath>())
        {
            rules.Destination(destination.Name);
        }

        foreach (var skew in skews)
        {
            rules.Clock(skew);
        }

        if (catchUps?.Notice() is { } notice)
        {
            rules.Notices.Add(notice);
        }

        wrong.AddRange(rules.Wrong);
        return new(
            wrong.All.Count == 0, wrong.All, rules.Notices,
            [.. accounts.All.Select(a => Report(a, grants.GetValueOrDefault(a.Id), known))],
            [.. connectors.With<IContactPath>().Select(d => Report(d.Name, known))],
            FunnelTimer.All.ToDictionary(t => t.Name, t => known.At(t.Name, FactKind.Run), StringComparer.Ordinal),
            storage.WrittenAt > facts.WrittenAt || facts.WrittenAt is null ? storage.WrittenAt : facts.WrittenAt,
            skews.ToDictionary(s => s.Platform, s => Math.Round(s.Skew.TotalSeconds, 1), StringComparer.Ordinal));
    }

    private AccountReport Report(AccountOptions account, AccountHealth? grant, KnownFacts known) => new(
        account.Id, account.Platform, accounts.WhyPaused(account) is not null ? "paused" : grant?.PausedBecause is null ? "working" : "lost",
        known.At(account.Id, [.. HealthRules.Reads]), known.At(account.Id, FactKind.Commented), known.At(account.Id, [.. HealthRules.Sends]),
        known.Failures(account.Id, [.. HealthRules.Reads]), known.Failures(account.Id, [.. HealthRules.Sends]), Ends(grant?.AccessExpiresAt), Ends(grant?.RefreshExpiresAt));

    private static DateTimeOffset? Ends(DateTimeOffset? at) => at == AccountHealth.Never ? null : at;

    private static DestinationReport Report(string destination, KnownFacts known) => new(
        destination, known.At(destination, FactKind.ListArrivals), known.At(destination, FactKind.Welcome),
        known.Failures(destination, FactKind.ListArrivals), known.Failures(destination, FactKind.Welcome));

    private async Task Try(Problems wrong, string what, Func<CancellationToken, Task> work, CancellationToken ct) =>
        await Try(wrong, what, async stop =>
        {
            await work(stop);
            return true;
        }, false, ct);

    private async Task<T> Try<T>(Problems wrong, string what, Func<CancellationToken, Task<T>> work, T otherwise, CancellationToken ct)
    {
        try
        {
            await Task.Yield(); // a store that does not let go of the thread must not keep the others waiting
            return await work(ct).WaitAsync(Patience, time, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            wrong.Add(what, e);
            return otherwise;
        }
    }

    /// <summary>What went wrong while gathering; the same fault is named once however many stumbled over it.</summary>
    private sealed class Problems(ILogger log)
    {
        private readonly List<string> all = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (all)
                {
                    return [.. all];
                }
            }
        }

        public void AddRange(IEnumerable<string> more)
        {
            lock (all)
            {
                all.AddRange(more.Except(all, StringComparer.Ordinal));
            }
        }

        public void Add(string what, Exception fault)
        {
            AddRange([fault switch
            {
                StorageException => $"storage: {fault.Message}",
                TimeoutException => $"storage: {what} has not come back within {Patience.TotalSeconds:0} s: the disk or the storage service is too slow, or something locks it",
                _ => $"the health check itself failed at {what} ({fault.GetType().Name}): the log says more",
            }]);
            if (fault is not (StorageException or TimeoutException))
            {
                Log.Failed(log, fault, what);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Error, "The health check failed at {What}")]
        public static partial void Failed(ILogger log, Exception fault, string what);
    }
}
