using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Clocks;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Sending;

/// <param name="OfPerson">What of the person speaks against it; null when nothing does.</param>
internal sealed record Asked(Lead Lead, Effect Effect, string Text, Verdict? OfPerson);

/// <summary>The sending of one account, as this process sees it: its questions one after the other, in as few commits as there have to be.</summary>
internal sealed partial class AccountGate(string accountId, IRows rows, IQueues queues, TimeProvider time) : IDisposable
{
    private const string StateKey = "state";
    private const int Races = 20;
    private static readonly TimeSpan NoStop = TimeSpan.FromHours(6);

    private readonly string partition = HeldKey.PartitionOf(accountId);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentQueue<Question> questions = new();
    private readonly ConcurrentDictionary<string, bool> finished = new(StringComparer.Ordinal);

    /// <summary>As this process wrote it last: a commit carries the version, and loses against any newer one.</summary>
    private (SendingState State, string? Version)? written;
    private TimeMark? asked;
    private int taken;
    private int refused;

    public void Dispose() => writing.Dispose();

    public bool IsStopped => written?.State.Stopped is not null;

    public void Finished(string key) => finished[key] = true;

    public void Learn(bool isRefused) => _ = isRefused ? Interlocked.Increment(ref refused) : Interlocked.Increment(ref taken);

    public async ValueTask<Verdict> Ask(Asked asked, SendingRules rules, CancellationToken ct)
    {
        var question = new Question(asked);
        questions.Enqueue(question);
        await writing.WaitAsync(ct);
        try
        {
            while (question.Answer is null) // of very many not all fit into one commit
            {
                await AnswerAll(rules, ct);
            }

            return question.Answer!;
        }
        finally
        {
            writing.Release();
        }
    }

    public Task<bool> Resume(CancellationToken ct) => Alone(async () =>
    {
        var now = time.GetUtcNow();
        var stopped = false;
        await Change(state =>
        {
            stopped = state.Stopped is not null;
            return (stopped ? state with { Stopped = null, NoStopBefore = now + NoStop, ReleaseAt = state.ReleaseAt is null ? null : now } : state, []);
        }, ct);
        if (stopped)
        {
            await QueueRelease(null, now, ct);
        }

        return stopped;
    }, ct);

    public async Task<AccountSending> Status(Reasons.Reason? switched, CancellationToken ct)
    {
        var (state, _) = await Load(ct);
        var held = state.ReleaseAt is null ? 0 : (await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.Prefix), AccountSending.MaxHeld, null, ct)).Rows.Count;
        return new(accountId, state.Stopped?.At, state.Stopped?.Why, switched, held, state.ReleaseAt);
    }

    private async Task AnswerAll(SendingRules rules, CancellationToken ct)
    {
        var batch = new List<Question>();
        while (batch.Count < Most && questions.TryDequeue(out var question))
        {
            batch.Add(question);
        }

        try
        {
            var (wasTaken, wasRefused) = (Interlocked.Exchange(ref taken, 0), Interlocked.Exchange(ref refused, 0));
            await Change(state => Decide(SendPolicy.Learned(state, rules, wasTaken, wasRefused, time.GetUtcNow()), batch, rules), ct);
        }
        catch
        {
            batch.ForEach(q => { q.Answer = null; questions.Enqueue(q); }); // each asks again for itself
            throw;
        }
    }

    private (SendingState State, List<RowChange> Rows) Decide(SendingState state, List<Question> batch, SendingRules rules)
    {
        var (now, changes) = (time.GetUtcNow(), new Dictionary<string, RowChange>(StringComparer.Ordinal));
        foreach (var question in batch)
        {
            var (lead, effect) = (question.Asked.Lead, question.Asked.Effect);
            var (isReply, lane) = (effect.Kind == EffectKind.Reply, HeldKey.LaneOf(effect));
            state = isReply && effect.Attempts == 0 ? SendPolicy.Asked(state, rules, now) : state;
            var verdict = question.Asked.OfPerson ?? SendPolicy.OfAccount(isReply, effect.VideoId, state, rules, now);

            // Who comes when others wait stands behind them.
            question.Answer = verdict is Verdict.Yes && state.Lanes.ContainsKey(lane) ? new Verdict.NotBefore(now, Reasons.Reason.KeepsPace) : verdict;
            if (question.Answer is Verdict.Yes)
            {
                state = SendPolicy.Take(isReply, effect.VideoId, state, rules, now, Chance(lead));
                continue;
            }

            if (effect.IsNowOrNever)
            {
                continue;
            }

            var at = question.Answer is Verdict.NotBefore { At: var then } ? then : now;
            var place = isReply ? (question.Asked.OfPerson is null ? AskedAt(lead, effect) ?? now : at) : lead.Window?.ExpiresAt ?? now;
            var key = HeldKey.Of(lane, place, lead.Id, effect.Id);
            changes[key] = new RowChange.Put(ToRow(new(key, lead.Id, effect.Id, isReply ? effect.VideoId : null, lead.Nick, now, question.Asked.Text)));
            state = state with
            {
                Lanes = state.Lanes.TryGetValue(lane, out var oldest) && oldest <= place.UtcTicks ? state.Lanes : state.Lanes.SetItem(lane, place.UtcTicks),
                ReleaseAt = state.ReleaseAt is { } release && release <= at && release > now - Overdue ? release : Later(at, now + Soonest),
            };
        }

        return (state, [.. changes.Values]);
    }

    /// <summary>Makes a change and commits it with the version that was read; on a lost race it reads again and decides anew.</summary>
    private async Task<SendingState> Change(Func<SendingState, (SendingState State, List<RowChange> Rows)> decide, CancellationToken ct)
    {
        for (var i = 0; i < Races; i++)
        {
            var (state, version) = written ?? await Load(ct);
            written = null;
            var (next, changes) = decide(state);
            var gone = finished.Keys.Take(Most - changes.Count).ToList();
            if (next == state && changes.Count == 0 && gone.Count == 0)
            {
                written = (state, version);
                return state;
            }

            var row = new Row(partition, StateKey, JsonSerializer.Serialize(next, PolicyJson.Plain.SendingState)) { Version = version ?? "" };
            RowChange mine = version is null ? new RowChange.Insert(row) : new RowChange.Replace(row);
            var named = changes.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
            var commit = await rows.Commit(Tables.Accounts, partition, [mine, .. changes, .. gone.Where(k => !named.Contains(k)).Select(k => new RowChange.Delete(k))], ct);
            if (commit.Committed)
            {
                gone.ForEach(k => finished.TryRemove(k, out _));
                written = (next, commit.Versions![0]);
                if (next.ReleaseAt is { } release && release != state.ReleaseAt)
                {
                    await QueueRelease(release, time.GetUtcNow(), ct);
                }

                return next;
            }
        }

        throw new StorageException($"the sending of account {accountId} is written by so many at once that this process was never the first");
    }

    private async Task<(SendingState State, string? Version)> Load(CancellationToken ct) => await rows.Find(Tables.Accounts, partition, StateKey, ct) is { } row
        ? (JsonSerializer.Deserialize(row.Payload, PolicyJson.Plain.SendingState)!, row.Version)
        : (SendingState.New, null);

    private async Task<T> Alone<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            writing.Release();
        }
    }

    private Row ToRow(HeldWork held) => new(partition, held.Key, JsonSerializer.Serialize(held, PolicyJson.Plain.HeldWork));

    private static DateTimeOffset? AskedAt(Lead lead, Effect effect) => lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, effect.CommentId, StringComparison.Ordinal))?.At;

    /// <summary>0–1, by the person: pauses that are all alike look like a machine's.</summary>
    private static double Chance(Lead lead) => Fnv1a.Hash64(lead.Id.ToString()) % 1024 / 1024.0;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Question(Asked asked)
    {
        public Asked Asked => asked;

        public Verdict? Answer { get; set; }
    }
}
