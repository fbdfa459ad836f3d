using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Sending;

/// <content>Lets go what is held.</content>
internal sealed partial class AccountGate
{
    /// <summary>Changes of a commit that are left for rows: the state takes one, and a turn two.</summary>
    private const int Most = 45;

    /// <summary>Turns are given so far ahead, so that few looks are needed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    /// <summary>A look that is so late was lost with its message.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(30);

    /// <summary>A turn that nobody has used by then was lost with its message.</summary>
    private static readonly TimeSpan TurnLost = TimeSpan.FromMinutes(1);

    public async Task Release(SendingRules rules, DateTimeOffset? look, CancellationToken ct)
    {
        var given = await Alone(() => GiveTurns(rules, look, ct), ct);
        foreach (var (turn, held) in given)
        {
            var delay = Later(turn.At, time.GetUtcNow()) - time.GetUtcNow();
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
        foreach (var lost in (await rows.Query(Tables.Accounts, partition, new(HeldKey.TurnPrefix, HeldKey.TurnsUntil(now - TurnLost)), Most / 3, null, ct)).Rows.Where(r => !finished.ContainsKey(r.Key)))
        {
            var back = Read(lost) with { Key = HeldKey.Back(lost.Key) };
            (changes[lost.Key], changes[back.Key]) = (new RowChange.Delete(lost.Key), new RowChange.Put(ToRow(back)));
            returned.Add(back);
            var lane = HeldKey.Lane(back.Key);
            lanes = lanes.SetItem(lane, Math.Min(lanes.GetValueOrDefault(lane, long.MaxValue), HeldKey.Time(back.Key)));
        }

        DateTimeOffset? next = null;
        foreach (var lane in lanes.OrderBy(l => l.Key == 0 ? long.MinValue : l.Value).Select(l => l.Key).ToList())
        {
            if (changes.Count > 2 * Most / 3)
            {
                next = now;
                break;
            }

            var waiting = await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.OfLane(lane)), Most / 3, null, ct);
            var queue = new Queue<HeldWork>(waiting.Rows.Where(r => !changes.ContainsKey(r.Key)).Select(Read).Concat(returned.Where(r => HeldKey.Lane(r.Key) == lane))
                .OrderBy(h => h.Key, StringComparer.Ordinal));
            while (queue.TryPeek(out var held))
            {
                var isReply = held.VideoId is not null;
                var due = isReply ? new DateTimeOffset(HeldKey.Time(held.Key), TimeSpan.Zero) : now;
                var at = due > now ? due : now;
                var isOver = !isReply && HeldKey.Time(held.Key) <= now.UtcTicks; // the chat is closed: its turn comes to nothing, and is handed to an operator
                while (at <= now + Ahead && !isOver && SendPolicy.OfAccount(isReply, held.VideoId, state, rules, at) is Verdict.NotBefore { At: var later })
                {
                    at = later > at ? later : at + Soonest;
                }

                if (at > now + Ahead || changes.Count > (2 * Most) - 3)
                {
                    next = next < at ? next : at;
                    break;
                }

                queue.Dequeue();
                var turn = new SendTurn(at, accountId, HeldKey.Turn(at, held.Key));
                (changes[held.Key], changes[turn.Key]) = (new RowChange.Delete(held.Key), new RowChange.Put(ToRow(held with { Key = turn.Key })));
                state = isOver ? state : SendPolicy.Take(isReply, held.VideoId, state, rules, at, Fnv1a.Hash64(held.Key) % 1024 / 1024.0);
                given.Add((turn, held));
            }

            lanes = queue.TryPeek(out var oldest) ? lanes.SetItem(lane, HeldKey.Time(oldest.Key))
                : waiting.Continuation is not null ? lanes : lanes.Remove(lane);
            next = queue.Count == 0 && waiting.Continuation is not null ? now : next;
        }

        var turns = given.Count > 0 || (await rows.Query(Tables.Accounts, partition, KeyRange.Prefix(HeldKey.TurnPrefix), 1, null, ct)).Rows.Count > 0;
        var look = lanes.IsEmpty && !turns ? (DateTimeOffset?)null : Later(next ?? now + TurnLost, now + Soonest);
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
        if (look is { } again && (again != state.ReleaseAt || again <= now + TurnLost))
        {
            await QueueRelease(again, now, ct); // what is far away has its message already
        }

        return given;
    }

    private async Task QueueRelease(DateTimeOffset? look, DateTimeOffset now, CancellationToken ct)
    {
        var delay = look > now ? look.Value - now : TimeSpan.Zero;
        var message = new WorkMessage(null) { ReleaseOf = accountId, ReleaseAt = look };
        await queues.Enqueue(QueueNames.FollowUps, message.ToJson(), delay < QueueNames.MaxDelay ? delay : QueueNames.MaxDelay, ct);
    }

    private static HeldWork Read(Row row) => JsonSerializer.Deserialize(row.Payload, PolicyJson.Plain.HeldWork)! with { Key = row.Key };
}
