using System.Collections.Immutable;
using System.Text.Json;
using Funnel.Clocks;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Sending;

/// <content>Lets go what is held.</content>
internal sealed partial class AccountGate
{
    /// <summary>Changes of a commit that are left for rows: the state takes one, and a turn two.</summary>
    private const int Most = 45;

    /// <summary>Lanes looked at in one go, and rows of each.</summary>
    private const int MostLanes = 16;
    private const int PerLane = 20;

    /// <summary>Turns are given so far ahead, so that few looks are needed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>A look that is so late was lost with its message.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(30);

    /// <summary>For a look that is far away a message is queued anew, in case that nobody did.</summary>
    private static readonly TimeSpan AskedEvery = TimeSpan.FromHours(1);

    /// <summary>A turn that nobody has used by then was lost with its message.</summary>
    private static readonly TimeSpan TurnLost = TimeSpan.FromMinutes(1);

    public async Task Release(SendingRules rules, DateTimeOffset? look, CancellationToken ct)
    {
        var given = await Alone(() => GiveTurns(rules, look, ct), ct);
        foreach (var (turn, held) in given)
        {
            var now = time.GetUtcNow();
            var delay = Later(turn.At, now) - now;
            var queue = held.VideoId is null ? QueueNames.Chats : QueueNames.Replies;
            await queues.Enqueue(queue, new WorkMessage(held.Lead, held.Effect) { Turn = turn }.ToJson(), delay, ct);
        }
    }

    public async Task Sweep(CancellationToken ct)
    {
        var (state, _) = await Load(ct);
        var now = time.GetUtcNow();
        if (state.ReleaseAt is { } release && (now - release).Duration() > Overdue)
        {
            await QueueRelease(null, now, ct); // also of what seems far away: the clock may have been set
        }
    }

    public async Task<IReadOnlyList<HeldWork>> Held(int most, CancellationToken ct)
    {
        var page = await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.Prefix), most, null, ct);
        return [.. page.Rows.Select(Read)];
    }

    private async Task<List<(SendTurn Turn, HeldWork Held)>> GiveTurns(SendingRules rules, DateTimeOffset? message, CancellationToken ct)
    {
        written = null; // others may have held something since
        var (state, version) = await Load(ct);
        var now = time.GetUtcNow();
        if (state.ReleaseAt is not { } release || (message is not null && message != release))
        {
            return []; // another look is under way
        }

        if (message is not null && release > now + Soonest)
        {
            await QueueRelease(release, now, ct); // whoever put it there has another clock
            return [];
        }

        var (given, changes, lanes) = (new List<(SendTurn, HeldWork)>(), new Dictionary<string, RowChange>(StringComparer.Ordinal), state.Lanes);
        var returned = new List<HeldWork>();
        var late = await rows.Query(Tables.Accounts, partition, new(HeldKey.TurnPrefix, HeldKey.TurnsUntil(now - TurnLost)), Most / 3, null, ct);
        foreach (var lost in late.Rows.Where(r => !finished.ContainsKey(r.Key)))
        {
            var back = Read(lost) with { Key = HeldKey.Back(lost.Key) };
            (changes[lost.Key], changes[back.Key]) = (new RowChange.Delete(lost.Key), new RowChange.Put(ToRow(back)));
            returned.Add(back);
            var lane = HeldKey.Lane(back.Key);
            lanes = lanes.SetItem(lane, Math.Min(lanes.GetValueOrDefault(lane, long.MaxValue), HeldKey.Time(back.Key)));
        }

        var byLane = new Dictionary<int, Queue<HeldWork>>();
        var more = new HashSet<int>();
        foreach (var lane in Looked(lanes, now))
        {
            var waiting = await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.OfLane(lane)), PerLane, null, ct);
            byLane[lane] = new(waiting.Rows.Where(r => !changes.ContainsKey(r.Key)).Select(Read).Concat(returned.Where(r => HeldKey.Lane(r.Key) == lane)).OrderBy(h => h.Key, StringComparer.Ordinal));
            _ = waiting.Continuation is not null && more.Add(lane);
        }

        var (next, isFull) = (default(DateTimeOffset?), false);
        while (byLane.Values.Any(q => q.Count > 0))
        {
            // Whose turn is first: messages before replies, then by when it may go, then who waits longest.
            var (lane, at, held) = byLane.Where(q => q.Value.Count > 0).Select(q => (q.Key, At: Turn(q.Value.Peek(), state, rules, now), Held: q.Value.Peek()))
                .OrderBy(q => q.Key == 0 && q.At <= now ? 0 : 1).ThenBy(q => q.At).ThenBy(q => HeldKey.Time(q.Held.Key)).First();
            isFull = changes.Count > (2 * Most) - 3;
            if (at > now + Ahead || isFull)
            {
                next = at;
                break;
            }

            byLane[lane].Dequeue();
            var turn = new SendTurn(at, accountId, HeldKey.Turn(at, held.Key));
            (changes[held.Key], changes[turn.Key]) = (new RowChange.Delete(held.Key), new RowChange.Put(ToRow(held with { Key = turn.Key })));
            state = IsOver(held, now) ? state : SendPolicy.Take(held.VideoId is not null, held.VideoId, state, rules, at, Fnv1a.Hash64(held.Key) % 1024 / 1024.0);
            given.Add((turn, held));
        }

        foreach (var (lane, queue) in byLane)
        {
            lanes = queue.TryPeek(out var oldest) ? lanes.SetItem(lane, HeldKey.Time(oldest.Key)) : more.Contains(lane) ? lanes : lanes.Remove(lane);
            next = queue.Count == 0 && more.Contains(lane) ? now : next;
        }

        next = lanes.Keys.Any(l => !byLane.ContainsKey(l)) ? (next < now + Ahead ? next : now + Ahead) : next; // those that were not looked at have theirs
        var turns = given.Count > 0 || (await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.TurnPrefix), 1, null, ct)).Rows.Count > 0;
        var look = lanes.IsEmpty && !turns ? (DateTimeOffset?)null : Later(next ?? now + TurnLost, now + (isFull ? AtOnce : Soonest));
        var (stateNow, versionNow) = (state with { Lanes = lanes, ReleaseAt = look }, version);
        var row = new Row(partition, StateKey, JsonSerializer.Serialize(stateNow, PolicyJson.Plain.SendingState)) { Version = versionNow ?? "" };
        var gone = finished.Keys.Where(k => !changes.ContainsKey(k)).Take(99 - changes.Count).ToList();
        var commit = await rows.Commit(Tables.Accounts, partition, [new RowChange.Replace(row), .. changes.Values, .. gone.Select(k => new RowChange.Delete(k))], ct);
        if (!commit.Committed)
        {
            await QueueRelease(null, now, ct); // somebody held something meanwhile
            return [];
        }

        gone.ForEach(k => finished.TryRemove(k, out _));
        written = (stateNow, commit.Versions![0]);
        if (look is { } again && (again != release || again <= now + TurnLost || !(asked?.Age(time) < AskedEvery)))
        {
            await QueueRelease(again, now, ct); // what is far away has its message, unless a crash took it
        }

        return given;
    }

    /// <summary>The lanes that have waited longest, and of the others each in its turn.</summary>
    private static IEnumerable<int> Looked(ImmutableSortedDictionary<int, long> lanes, DateTimeOffset now)
    {
        var oldest = lanes.OrderBy(l => l.Key == 0 ? long.MinValue : l.Value).Select(l => l.Key).ToList();
        return oldest.Take(MostLanes / 2).Concat(oldest.Skip(MostLanes / 2).OrderBy(l => (l + now.Second) % HeldKey.Lanes).Take(MostLanes / 2));
    }

    /// <summary>When it may go, as far as it is worth while to know now.</summary>
    private static DateTimeOffset Turn(HeldWork held, SendingState state, SendingRules rules, DateTimeOffset now)
    {
        var isReply = held.VideoId is not null;
        var due = isReply ? new DateTimeOffset(HeldKey.Time(held.Key), TimeSpan.Zero) : now;
        var at = due > now ? due : now;
        while (at <= now + Ahead && !IsOver(held, now) && SendPolicy.OfAccount(isReply, held.VideoId, state, rules, at) is Verdict.NotBefore { At: var later })
        {
            at = later > at ? later : at + Soonest;
        }

        return at;
    }

    /// <summary>The chat is closed: its turn comes to nothing, and hands it to an operator.</summary>
    private static bool IsOver(HeldWork held, DateTimeOffset now) => held.VideoId is null && HeldKey.Time(held.Key) <= now.UtcTicks;

    private async Task QueueRelease(DateTimeOffset? look, DateTimeOffset now, CancellationToken ct)
    {
        asked = look is null ? asked : TimeMark.Now(time);
        var delay = look > now ? look.Value - now : TimeSpan.Zero;
        var message = new WorkMessage(null) { ReleaseOf = accountId, ReleaseAt = look };
        await queues.Enqueue(QueueNames.FollowUps, message.ToJson(), delay < QueueNames.MaxDelay ? delay : QueueNames.MaxDelay, ct);
    }

    private static HeldWork Read(Row row) => JsonSerializer.Deserialize(row.Payload, PolicyJson.Plain.HeldWork)! with { Key = row.Key };
}
