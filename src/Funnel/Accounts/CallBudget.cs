using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>Kinds of calls that platforms count apart.</summary>
public enum CallKind
{
    ListVideos,
    ListComments,

    /// <summary>Looking for our own replies under people's comments.</summary>
    ListReplies,
}

/// <param name="Window">Start of the minute it speaks of.</param>
/// <param name="Taken">Calls taken in that minute by all instances.</param>
/// <param name="Part">Part of the configured limit that may be used, 0.1–1: halved when the platform complains, recovered by a tenth a minute.</param>
/// <param name="SlowedAt">When it was last halved.</param>
internal sealed record BudgetState(DateTimeOffset Window, int Taken, double Part, DateTimeOffset? SlowedAt = null);

/// <summary>
/// Read calls per account, kind and minute: persisted, shared by all instances, and lowered when the platform says so (additive increase,
/// multiplicative decrease). Instances take calls in chunks of a tenth, so most calls cost no storage operation.
/// </summary>
public sealed class CallBudget(IRows rows, IOptions<FunnelOptions> options, TimeProvider time)
{
    private const int Races = 5;
    private const double Step = 0.1;

    /// <summary>Part of a minute's calls that may be used for what can wait.</summary>
    private const double SparePart = 0.7;
    private static readonly TimeSpan AMinute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string, CallKind), Chunk> chunks = new();

    /// <summary>As this process wrote them last: a commit carries the version, and loses against any newer one.</summary>
    private readonly ConcurrentDictionary<(string, CallKind), Row> written = new();

    /// <summary>Takes one call, or says that this minute's budget is used up.</summary>
    public async ValueTask<bool> TrySpend(string accountId, CallKind kind, CancellationToken ct)
    {
        var window = Minute(time.GetUtcNow());
        var chunk = chunks.GetOrAdd((accountId, kind), _ => new());
        return chunk.TryTake(window) || (await Lease(accountId, kind, window, ct) is var size and > 0 && chunk.Fill(window, size));
    }

    /// <summary>
    /// How many calls there are for what can wait: as many as the minute is further on than its calls are used up. As this process knows it, at no cost.
    /// </summary>
    public int Spare(string accountId, CallKind kind)
    {
        var now = time.GetUtcNow();
        var state = written.TryGetValue((accountId, kind), out var row) ? Turn(Parse(row), Minute(now)) : new(Minute(now), 0, 1);
        var passed = (now - Minute(now)) / AMinute;
        return Math.Max(0, (int)Math.Max(1, options.Value.Intake.CallsPerMinute * state.Part * SparePart * (passed + Step)) - state.Taken);
    }

    /// <summary>
    /// The platform complained: half as much from now on, coming back by a tenth a minute. Complaints within a minute count once, for they are
    /// about the same pace.
    /// </summary>
    public async Task SlowDown(string accountId, CallKind kind, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        chunks[(accountId, kind)] = new();
        await Change(accountId, kind, Minute(now), s => (now - s.SlowedAt)?.Duration() < AMinute ? (s, 0) : (s with { Part = Math.Max(Step, s.Part / 2), SlowedAt = now }, 0), ct);
    }

    private ValueTask<int> Lease(string accountId, CallKind kind, DateTimeOffset window, CancellationToken ct)
    {
        var perMinute = options.Value.Intake.CallsPerMinute;
        return Change(accountId, kind, window, s =>
        {
            var limit = Math.Max(1, (int)(perMinute * s.Part));
            var size = Math.Clamp(limit - s.Taken, 0, Math.Max(1, limit / 10));
            return (s with { Taken = s.Taken + size }, size);
        }, ct);
    }

    private async ValueTask<int> Change(string accountId, CallKind kind, DateTimeOffset window, Func<BudgetState, (BudgetState, int)> change, CancellationToken ct)
    {
        var (partition, key) = ("budget|" + accountId, kind.ToString());
        for (var i = 0; i < Races; i++)
        {
            var row = written.TryRemove((accountId, kind), out var last) ? last : await rows.Find(Tables.Accounts, partition, key, ct);
            var stored = row is null ? new(window, 0, 1) : Parse(row);
            var (next, result) = change(Turn(stored, window));
            if (next == stored)
            {
                return result;
            }

            var changed = new Row(partition, key, JsonSerializer.Serialize(next, AccountJson.Plain.BudgetState)) { Version = row?.Version ?? "" };
            var commit = await rows.Commit(Tables.Accounts, partition, [row is null ? new RowChange.Insert(changed) : new RowChange.Replace(changed)], ct);
            if (commit.Committed)
            {
                written[(accountId, kind)] = changed with { Version = commit.Versions![0] };
                return result;
            }
        }

        return 0; // so much competition for it means that others are spending it
    }

    private static BudgetState Parse(Row row) => JsonSerializer.Deserialize(row.Payload, AccountJson.Plain.BudgetState)!;

    /// <summary>
    /// The budget in this minute. One that speaks of the next minute is another host's, whose clock is a little ahead; one further in the future is
    /// left from before the clock was set back.
    /// </summary>
    private static BudgetState Turn(BudgetState stored, DateTimeOffset window)
    {
        var passed = window - stored.Window;
        return passed <= TimeSpan.Zero && passed >= -AMinute
            ? stored
            : stored with { Window = window, Taken = 0, Part = Math.Min(1, stored.Part + (Step * Math.Max(0, passed.TotalMinutes))) };
    }

    private static DateTimeOffset Minute(DateTimeOffset t) => new(t.Ticks - (t.Ticks % TimeSpan.TicksPerMinute), t.Offset);

    private sealed class Chunk
    {
        private readonly Lock gate = new();
        private DateTimeOffset window;
        private int left;

        public bool TryTake(DateTimeOffset now)
        {
            lock (gate)
            {
                return window == now && left > 0 && left-- > 0;
            }
        }

        /// <summary>Adds a leased chunk and takes the first call of it.</summary>
        public bool Fill(DateTimeOffset now, int size)
        {
            lock (gate)
            {
                left = (window == now ? left : 0) + size - 1;
                window = now;
                return true;
            }
        }
    }
}
