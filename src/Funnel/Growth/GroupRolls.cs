using System.Collections.Concurrent;
using Funnel.Clocks;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Growth;

/// <summary>
/// Who is in the groups: by events, and by reading whole groups. Events name who came or went, so they are told to leads at once; where they do not go on from what is known, and
/// every so often (<see cref="GroupOptions.ReadEvery"/>), the group is read, and who is missing in it left when nobody told. Idempotent, in any order.
/// </summary>
public sealed partial class GroupRolls(GroupWays ways, GroupBook groups, ContactIndex contacts, LeadStore leads, IRows rows, IQueues queues, TimeProvider time, ILogger<GroupRolls> log)
{
    /// <summary>WeCom: what is read lags behind events by about two seconds (https://developer.work.weixin.qq.com/document/path/92130).</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(3);

    /// <summary>Who came so recently may not be seen in a group yet; by then a lag of the platform is over.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private const int MaxRetries = 8;
    private const int Races = 10;

    /// <summary>How long a group that could not be read is left alone, whatever it says; so often its row is looked at, too.</summary>
    private static readonly TimeSpan FailsFor = TimeSpan.FromMinutes(5);

    /// <summary>A contact's index row follows its arrival by seconds. Most who come into a group are nobody's lead, so nobody is looked for often; the next reading finds who is still there.</summary>
    private static readonly TimeSpan[] FindAfter = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    private readonly GroupStore store = new(rows);

    /// <summary>When a sweep last looked whether a group is to be read.</summary>
    private readonly ConcurrentDictionary<string, TimeMark> tried = new(StringComparer.Ordinal);

    /// <summary>People came or went.</summary>
    public async Task Handle(DestinationEvent.GroupMembers what, CancellationToken ct)
    {
        if (groups.All.Count == 0)
        {
            return;
        }

        if (await ways.Owner(what.GroupId, ct) is not null)
        {
            var moved = new List<string>();
            foreach (var person in what.People)
            {
                var move = new GroupMove(what.GroupId, person, what.Joined, what.At);
                var told = await Tell(move, ct);
                moved.AddRange(told);
                await (told.Count == 0 ? FindLater(move, 0, ct) : Task.CompletedTask);
            }

            var (roll, version) = await store.FindRoll(what.GroupId, ct);
            if (roll is { Version: { } known } && string.Equals(known, what.From, StringComparison.Ordinal) && what.To is not null)
            {
                var members = what.Joined ? roll.Members : roll.Members.Except(moved, StringComparer.Ordinal);
                var people = Math.Max(0, roll.People + (what.Joined ? what.People.Count : -what.People.Count));
                if (await store.Write(what.GroupId, roll with { Version = what.To, People = people, Members = [.. members], ChangedAt = time.GetUtcNow() }, version, ct))
                {
                    return;
                }
            }
        }

        await ReadLater(what.GroupId, Lag, 0, ct);
    }

    /// <summary>A group was made, changed or dismissed.</summary>
    public async Task Handle(DestinationEvent.GroupChanged what, CancellationToken ct)
    {
        if (groups.All.Count == 0)
        {
            return;
        }

        if (what.Change != GroupChange.Dismissed)
        {
            await ReadLater(what.GroupId, Lag, 0, ct);
        }
        else if (await store.FindRoll(what.GroupId, ct) is ({ } roll, var version))
        {
            await Gone(roll.Members, what.GroupId, what.At, isFoundLate: false, ct);
            await store.Write(what.GroupId, roll with { Members = [], People = 0, Version = null, ChangedAt = time.GetUtcNow() }, version, ct);
        }
    }

    /// <summary>Reads groups that were not read for as long as they say. One that cannot be read does not keep the others from it.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        if (groups.Connector?.Find<IGroups>() is { } platform)
        {
            await OneByOne.Run(await ways.AllGroups(ct), one => ReadIfDue(platform, one.GroupId, one.Group.ReadEvery, ct), ct);
        }
    }

    private async Task ReadIfDue(IGroups platform, string groupId, TimeSpan every, CancellationToken ct)
    {
        var patience = every < FailsFor ? every : FailsFor;
        if (tried.TryGetValue(groupId, out var last) && last.Age(time) < patience)
        {
            return;
        }

        tried[groupId] = TimeMark.Now(time);
        if ((await store.FindRoll(groupId, ct)).Value?.ReadAt is not { } at || (time.GetUtcNow() - at).Duration() >= every)
        {
            await Read(platform, groupId, retry: null, ct);
        }
    }

    /// <summary>Somebody came or went of whom nobody knew whose lead they are: the index row follows the arrival. Idempotent.</summary>
    public async Task Find(WorkMessage message, CancellationToken ct)
    {
        var move = message.Moved!;
        if ((await Tell(move, ct)).Count == 0 && message.Retry + 1 < FindAfter.Length)
        {
            await FindLater(move, message.Retry + 1, ct);
        }
    }

    /// <summary>The group of a message is to be read, unless it was since the message was written: many may come at once.</summary>
    public async Task Read(WorkMessage message, CancellationToken ct)
    {
        if (groups.Connector?.Find<IGroups>() is { } platform && !(message.GroupSince is { } since && (await store.FindRoll(message.Group!, ct)).Value?.ReadAt - Lag >= since))
        {
            await Read(platform, message.Group!, message.Retry, ct);
        }
    }

    /// <param name="retry">How often it was put off; null where the next sweep does it in any case.</param>
    private async Task Read(IGroups platform, string groupId, int? retry, CancellationToken ct)
    {
        var (roll, _) = await store.FindRoll(groupId, ct);
        var began = time.GetUtcNow();
        var read = await platform.ReadGroup(groupId, ct);
        if (read.Failure is { } failure)
        {
            // Not to find it proves nothing: its owner may have left the app's sight. Who is in it stays as it is known.
            Log.NotRead(log, groupId, failure.Code, failure.Message);
            await (failure.Kind.MayRetryRead() && retry is { } often ? ReadLater(groupId, TimeSpan.FromSeconds(10 << often), often + 1, ct) : Task.CompletedTask);
            return;
        }

        var snapshot = read.Value;
        if (await ways.Owner(groupId, ct) is null && !await ways.Adopt(snapshot, ct))
        {
            return; // a group of the merchant's that has nothing to do with us
        }

        if (roll is not null && !string.Equals(roll.Version, snapshot.Version, StringComparison.Ordinal) && (began - roll.ChangedAt).Duration() < Settled)
        {
            await (retry is { } put ? ReadLater(groupId, Settled, put + 1, ct) : Task.CompletedTask); // what was read may be older than what events told
            return;
        }

        var members = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var member in snapshot.Members.Where(m => !m.IsStaff))
        {
            foreach (var id in await contacts.OfPerson(member.Id, ct))
            {
                members[id.ToString()] = member.JoinedAt ?? began;
            }
        }

        await Remember(groupId, members.Keys, ct);
        foreach (var (member, at) in members)
        {
            await Apply(member, now => new LeadCommand.JoinGroup(now, groupId, at) { IsSeen = true }, ct);
        }

        var before = roll?.Members ?? [];
        await Gone(before.Except(members.Keys, StringComparer.Ordinal), groupId, began, isFoundLate: true, ct);
        var (latest, written) = await store.FindRoll(groupId, ct);
        string[] there = [.. members.Keys.Union(latest?.Members.Except(before, StringComparer.Ordinal) ?? [], StringComparer.Ordinal)]; // who came since it was read, too
        var seen = new GroupRoll(GroupRoll.CurrentSchema, snapshot.Version, snapshot.Members.Count, time.GetUtcNow(), there) { ReadAt = began };
        if (!await store.Write(groupId, seen, written, ct) && retry is { } times)
        {
            await ReadLater(groupId, Lag, times + 1, ct);
        }
    }

    /// <returns>The leads of the person: of whoever is nobody's lead nothing is noted.</returns>
    private async Task<IReadOnlyList<string>> Tell(GroupMove move, CancellationToken ct)
    {
        string[] told = [.. (await contacts.OfPerson(move.PersonId, ct)).Select(id => id.ToString())];
        await (move.Joined && told.Length > 0 ? Remember(move.GroupId, told, ct) : Task.CompletedTask);
        foreach (var id in told)
        {
            await Apply(id, move.Command, ct);
        }

        return told;
    }

    /// <summary>Whoever is told that they are in stands in the roll before: else nobody would miss them.</summary>
    private async Task Remember(string groupId, IReadOnlyCollection<string> members, CancellationToken ct)
    {
        for (var i = 0; i < Races; i++)
        {
            var (roll, version) = await store.FindRoll(groupId, ct);
            roll ??= new(GroupRoll.CurrentSchema, null, 0, time.GetUtcNow(), []);
            string[] all = [.. roll.Members.Union(members, StringComparer.Ordinal)];
            if (all.Length == roll.Members.Count || await store.Write(groupId, roll with { Members = all, ChangedAt = time.GetUtcNow() }, version, ct))
            {
                return;
            }
        }

        throw new StorageException($"group {groupId}: who is in it lost {Races} races in a row");
    }

    private async Task Apply(string lead, Func<DateTimeOffset, LeadCommand> command, CancellationToken ct)
    {
        if (LeadId.TryParse(lead, out var id))
        {
            await leads.Apply(id, l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, command(time.GetUtcNow())), ct);
        }
    }

    private Task FindLater(GroupMove move, int retry, CancellationToken ct) =>
        queues.Enqueue(QueueNames.FollowUps, new WorkMessage(null, Retry: retry) { Moved = move }.ToJson(), FindAfter[retry], ct).AsTask();

    private async Task Gone(IEnumerable<string> members, string groupId, DateTimeOffset at, bool isFoundLate, CancellationToken ct)
    {
        foreach (var member in members)
        {
            await Apply(member, now => new LeadCommand.LeaveGroup(now, groupId, at) { IsFoundLate = isFoundLate }, ct);
        }
    }

    /// <summary>After too many times it is left to the next sweep.</summary>
    private Task ReadLater(string groupId, TimeSpan delay, int retry, CancellationToken ct) => retry > MaxRetries ? Task.CompletedTask
        : queues.Enqueue(QueueNames.FollowUps, new WorkMessage(null, Retry: retry) { Group = groupId, GroupSince = time.GetUtcNow() }.ToJson(), delay, ct).AsTask();

    private static partial class Log
    {
        [LoggerMessage(1681, LogLevel.Warning, "Group {GroupId} of the platform could not be read: {Code} {Message}. Who is in it stays as it is known")]
        public static partial void NotRead(ILogger log, string groupId, string code, string message);
    }
}
