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

    /// <summary>A contact's index row follows its arrival by seconds. Most who come into a group are nobody's lead, so nobody is looked for often; the next reading finds who is still there.</summary>
    private static readonly TimeSpan[] FindAfter = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    private readonly GroupStore store = new(rows);

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
                var told = await Tell(person, move.Command, ct);
                moved.AddRange(told);
                await (told.Count == 0 ? FindLater(move, 0, ct) : Task.CompletedTask);
            }

            var (roll, version) = await store.FindRoll(what.GroupId, ct);
            if (roll is { Version: { } known } && string.Equals(known, what.From, StringComparison.Ordinal) && what.To is not null)
            {
                var members = what.Joined ? roll.Members.Union(moved, StringComparer.Ordinal) : roll.Members.Except(moved, StringComparer.Ordinal);
                var people = Math.Max(0, roll.People + (what.Joined ? what.People.Count : -what.People.Count));
                var next = roll with { Version = what.To, People = people, Members = [.. members], ChangedAt = time.GetUtcNow() };
                if (await store.Write(what.GroupId, next, version, ct))
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

    /// <summary>Reads groups that were not read for hours, and finds those that the platform made.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        if (groups.Connector?.Find<IGroups>() is not { } platform)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (id, group) in await ways.AllGroups(ct))
        {
            if ((await store.FindRoll(id, ct)).Value?.ReadAt is not { } at || (now - at).Duration() >= group.ReadEvery)
            {
                await Read(platform, id, 0, ct);
            }
        }
    }

    /// <summary>Somebody came or went of whom nobody knew whose lead they are: the index row follows the arrival. Idempotent.</summary>
    public async Task Find(WorkMessage message, CancellationToken ct)
    {
        var move = message.Moved!;
        if ((await Tell(move.PersonId, move.Command, ct)).Count == 0 && message.Retry + 1 < FindAfter.Length)
        {
            await FindLater(move, message.Retry + 1, ct);
        }
    }

    /// <summary>The group of a message is to be read.</summary>
    public Task Read(WorkMessage message, CancellationToken ct) =>
        groups.Connector?.Find<IGroups>() is { } platform ? Read(platform, message.Group!, message.Retry, ct) : Task.CompletedTask;

    private async Task Read(IGroups platform, string groupId, int retry, CancellationToken ct)
    {
        var (roll, version) = await store.FindRoll(groupId, ct);
        var began = time.GetUtcNow();
        var read = await platform.ReadGroup(groupId, ct);
        if (read.Failure is { } failure)
        {
            // Not to find it proves nothing: its owner may have left the app's sight. Who is in it stays as it is known.
            Log.NotRead(log, groupId, failure.Code, failure.Message);
            if (failure.Kind.MayRetryRead() && retry < MaxRetries)
            {
                await ReadLater(groupId, TimeSpan.FromSeconds(10 << retry), retry + 1, ct);
            }

            return;
        }

        var snapshot = read.Value;
        if (await ways.Owner(groupId, ct) is null && !await ways.Adopt(snapshot, ct))
        {
            return; // a group of the merchant's that has nothing to do with us
        }

        if (roll is not null && !string.Equals(roll.Version, snapshot.Version, StringComparison.Ordinal) && began - roll.ChangedAt is var age && age < Settled && age > -Settled && retry < MaxRetries)
        {
            await ReadLater(groupId, Settled, retry + 1, ct); // what was read may be older than what events told
            return;
        }

        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in snapshot.Members.Where(m => !m.IsStaff))
        {
            members.UnionWith(await Tell(member.Id, now => new LeadCommand.JoinGroup(now, groupId, member.JoinedAt ?? began) { IsSeen = true }, ct));
        }

        await Gone(roll?.Members.Except(members, StringComparer.Ordinal) ?? [], groupId, began, isFoundLate: true, ct);
        var seen = new GroupRoll(GroupRoll.CurrentSchema, snapshot.Version, snapshot.Members.Count, time.GetUtcNow(), [.. members]) { ReadAt = began };
        if (!await store.Write(groupId, seen, version, ct) && retry < MaxRetries)
        {
            await ReadLater(groupId, Lag, retry + 1, ct);
        }
    }

    /// <returns>The leads of this person: of whoever is nobody's lead nothing is noted.</returns>
    private async Task<IReadOnlyList<string>> Tell(string person, Func<DateTimeOffset, LeadCommand> command, CancellationToken ct)
    {
        var told = await contacts.OfPerson(person, ct);
        foreach (var id in told)
        {
            await leads.Apply(id, l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, command(time.GetUtcNow())), ct);
        }

        return [.. told.Select(id => id.ToString())];
    }

    private Task FindLater(GroupMove move, int retry, CancellationToken ct) =>
        queues.Enqueue(QueueNames.FollowUps, new WorkMessage(null, Retry: retry) { Moved = move }.ToJson(), FindAfter[retry], ct).AsTask();

    private async Task Gone(IEnumerable<string> members, string groupId, DateTimeOffset at, bool isFoundLate, CancellationToken ct)
    {
        foreach (var member in members)
        {
            if (LeadId.TryParse(member, out var id))
            {
                await leads.Apply(id, l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, new LeadCommand.LeaveGroup(time.GetUtcNow(), groupId, at) { IsFoundLate = isFoundLate }), ct);
            }
        }
    }

    private Task ReadLater(string groupId, TimeSpan delay, int retry, CancellationToken ct) =>
        queues.Enqueue(QueueNames.FollowUps, new WorkMessage(null, Retry: retry) { Group = groupId }.ToJson(), delay, ct).AsTask();

    private static partial class Log
    {
        [LoggerMessage(1681, LogLevel.Warning, "Group {GroupId} of the platform could not be read: {Code} {Message}. Who is in it stays as it is known")]
        public static partial void NotRead(ILogger log, string groupId, string code, string message);
    }
}
