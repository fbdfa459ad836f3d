using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Clocks;
using Funnel.Connectors;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Accounts;

/// <summary>
/// Remembers when accounts, destinations and timers last did their work, and how it failed: in memory at once, and in a row each for other processes.
/// What changed is written once a minute, all of it together. Losing some of it in a crash costs nothing.
/// </summary>
public sealed partial class AccountFacts(IRows rows, TimeProvider time, ILogger<AccountFacts> log) : IAsyncDisposable
{
    private const string Partition = "facts";
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    /// <summary>What comes together is written together.</summary>
    private static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(1);

    /// <summary>How far clocks of several hosts may be apart. What is further in the future was noted before a clock was set back.</summary>
    private static readonly TimeSpan HostsApart = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(FactKind Kind, string Subject), Recorded> facts = new();
    private readonly ConcurrentDictionary<(FactKind Kind, string Subject), bool> changed = new();
    private readonly CancellationTokenSource closing = new();
    private readonly TimeMark began = TimeMark.Now(time);
    private TimeMark? tried;
    private long writtenAt;
    private int scheduled;

    /// <summary>How long this process has been watching.</summary>
    public TimeSpan Watching => began.Age(time);

    /// <summary>When this process last wrote any of it; null when it has not.</summary>
    public DateTimeOffset? WrittenAt => Interlocked.Read(ref writtenAt) is var ticks and > 0 ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>It went well. Returns at once.</summary>
    public void Succeeded(FactKind kind, string subject) => Record(kind, subject, _ => new(kind, subject, time.GetUtcNow()));

    /// <summary>What a call came to. A failure that is only about its object says nothing, and being told to slow down is no failure. Returns at once.</summary>
    public void Record(FactKind kind, string subject, Failure? failure)
    {
        if (failure is null)
        {
            Succeeded(kind, subject);
        }
        else if (failure.Kind is not (FailureKind.Gone or FailureKind.WindowClosed or FailureKind.RateLimited))
        {
            var now = time.GetUtcNow();
            Record(kind, subject, before => before with { Failures = before.Failures + 1, Since = before.Since ?? now, FailedAt = now, Failure = failure });
        }
    }

    /// <summary>What this process knows.</summary>
    public IReadOnlyList<AgedFact> Own => [.. facts.Values.Select(n => new AgedFact(n.Fact, n.Good?.Age(time), n.At.Age(time)))];

    /// <summary>What this process and the others know: of each the newest. One storage operation.</summary>
    public async Task<IReadOnlyList<AgedFact>> All(CancellationToken ct)
    {
        var all = Own.ToDictionary(f => (f.Fact.Kind, f.Fact.Subject));
        foreach (var theirs in await Stored(ct))
        {
            var key = (theirs.Fact.Kind, theirs.Fact.Subject);
            all[key] = all.TryGetValue(key, out var own) ? Newest(own, theirs) : theirs;
        }

        return [.. all.Values];
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Write();
        closing.Dispose();
    }

    private static AgedFact Newest(AgedFact own, AgedFact theirs)
    {
        var newer = theirs.RecordedFor < own.RecordedFor ? theirs : own;
        return theirs.GoodFor < (own.GoodFor ?? TimeSpan.MaxValue)
            ? newer with { GoodFor = theirs.GoodFor, Fact = newer.Fact with { At = theirs.Fact.At } }
            : newer with { GoodFor = own.GoodFor, Fact = newer.Fact with { At = own.Fact.At } };
    }

    private async Task<List<AgedFact>> Stored(CancellationToken ct)
    {
        var (stored, now) = (new List<AgedFact>(), time.GetUtcNow());
        await foreach (var row in rows.QueryAll(Tables.Accounts, Partition, KeyRange.All, ct))
        {
            var fact = JsonSerializer.Deserialize(row.Payload, AccountJson.Plain.Fact)!;
            stored.Add(new(fact, Age(fact.At, now), Age(fact.RecordedAt, now)));
        }

        return stored;
    }

    private static TimeSpan? Age(DateTimeOffset? at, DateTimeOffset now) =>
        now - at is { } age && age > -HostsApart ? (age > TimeSpan.Zero ? age : TimeSpan.Zero) : null;

    private void Record(FactKind kind, string subject, Func<Fact, Fact> change)
    {
        var now = TimeMark.Now(time);
        facts.AddOrUpdate((kind, subject), _ => Recorded.Of(change(new(kind, subject)), null, now), (_, before) => Recorded.Of(change(before.Fact), before.Good, now));
        changed[(kind, subject)] = true;
        if (Interlocked.Exchange(ref scheduled, 1) == 0)
        {
            var wait = WriteEvery - (tried?.Age(time) ?? WriteEvery);
            _ = WriteLater(wait > WriteAfter ? wait : WriteAfter);
        }
    }

    private async Task WriteLater(TimeSpan delay)
    {
        await Task.Delay(delay, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!closing.IsCancellationRequested)
        {
            await Write();
        }
    }

    private async Task Write()
    {
        tried = TimeMark.Now(time);
        Interlocked.Exchange(ref scheduled, 0);
        var taken = changed.Keys.Where(key => changed.TryRemove(key, out _)).ToList();
        try
        {
            await rows.CommitEach(Tables.Accounts, Partition, taken.Select(key => new RowChange.Put(ToRow(facts[key].Fact))), CancellationToken.None);
            Interlocked.Exchange(ref writtenAt, time.GetUtcNow().UtcTicks);
        }
        catch (Exception e) when (e is StorageException or ObjectDisposedException)
        {
            taken.ForEach(key => changed[key] = true);
            Log.NotWritten(log, taken.Count, e.Message);
        }
    }

    private static Row ToRow(Fact fact) => new(Partition, $"{fact.Kind}|{fact.Subject}", JsonSerializer.Serialize(fact, AccountJson.Plain.Fact));

    /// <param name="Good">When it last went well.</param>
    private sealed record Recorded(Fact Fact, TimeMark? Good, TimeMark At)
    {
        public static Recorded Of(Fact fact, TimeMark? good, TimeMark now) => new(fact, fact.Failures == 0 ? now : good, now);
    }

    private static partial class Log
    {
        [LoggerMessage(1111, LogLevel.Debug, "{Count} facts for the health check could not be written, and are with the next: {Why}")]
        public static partial void NotWritten(ILogger log, int count, string why);
    }
}
