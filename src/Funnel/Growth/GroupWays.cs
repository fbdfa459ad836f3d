using System.Collections.Concurrent;
using Funnel.Clocks;
using Funnel.Connectors;
using Microsoft.Extensions.Logging;

namespace Funnel.Growth;

/// <summary>
/// The code of each group: made once, kept leading to groups that have room. A code that somebody deleted on the platform is made anew. Nothing of it waits for a person: while there
/// is no code, nobody is invited.
/// </summary>
public sealed partial class GroupWays(GroupBook groups, Storage.IRows rows, TimeProvider time, ILogger<GroupWays> log)
{
    /// <summary>What begins the state of our ways: nobody's token, so that members who came by them are told from others.</summary>
    private const string StatePrefix = "funnel-";

    /// <summary>Free places in a group below which its code leads elsewhere: so many may scan a code before the next look.</summary>
    private const int Spare = 20;

    /// <summary>After so long whoever was making a code is dead. There may be one then that nobody knows: it has no harm, for nobody has its picture.</summary>
    private static readonly TimeSpan MakingLasts = TimeSpan.FromMinutes(2);

    /// <summary>How often the platform is asked whether a code is still there.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(6);

    /// <summary>How long what is stored is believed unread.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(1);

    private readonly GroupStore store = new(rows);
    private bool isTold;
    private readonly ConcurrentDictionary<string, (TimeMark At, Uri? Code)> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimeMark> looked = new(StringComparer.Ordinal);

    /// <summary>Address of the picture of a group's code; null while there is none.</summary>
    public async ValueTask<Uri?> CodeOf(GroupOptions group, CancellationToken ct)
    {
        if (!codes.TryGetValue(group.Id, out var known) || known.At.Age(time) >= Believed)
        {
            known = (TimeMark.Now(time), (await store.FindWay(group.Id, ct)).Value?.Code);
            codes[group.Id] = known;
        }

        return known.Code;
    }

    /// <summary>Makes what is missing, and changes what leads to full groups. Idempotent; several processes may do it.</summary>
    public Task Keep(CancellationToken ct)
    {
        if (groups.Connector?.Find<IGroups>() is { } platform)
        {
            return OneByOne.Run(groups.All, g => Keep(platform, g, ct), ct);
        }

        if (groups.All.Count > 0 && !isTold)
        {
            isTold = true;
            Log.Nobody(log);
        }

        return Task.CompletedTask;
    }

    /// <summary>The group that this group of the platform belongs to, if to one of ours.</summary>
    internal async Task<GroupOptions?> Owner(string groupId, CancellationToken ct)
    {
        foreach (var group in groups.All)
        {
            if (group.Groups.Contains(groupId, StringComparer.Ordinal) || (await Grown(group, ct)).Contains(groupId, StringComparer.Ordinal))
            {
                return group;
            }
        }

        return null;
    }

    /// <summary>Every group of the platform that is one of ours.</summary>
    internal async Task<IReadOnlyList<(string GroupId, GroupOptions Group)>> AllGroups(CancellationToken ct)
    {
        var all = new List<(string, GroupOptions)>();
        foreach (var group in groups.All)
        {
            all.AddRange(group.Groups.Concat(await Grown(group, ct)).Distinct(StringComparer.Ordinal).Select(id => (id, group)));
        }

        return all;
    }

    /// <summary>Those that the platform made of this one.</summary>
    private async Task<IReadOnlyList<string>> Grown(GroupOptions group, CancellationToken ct) =>
        group.NewGroupName is null ? [] : (await store.FindWay(group.Id, ct)).Value?.Grown ?? [];

    /// <summary>The platform made a group of our name, or one that people came into by our code: from now on it is one of ours. Idempotent.</summary>
    /// <returns>Whether it is.</returns>
    internal async Task<bool> Adopt(GroupSnapshot snapshot, CancellationToken ct)
    {
        foreach (var group in groups.All.Where(g => g.NewGroupName is { } name && (snapshot.Name.StartsWith(name, StringComparison.Ordinal) || snapshot.Members.Any(m => IsBy(m, g)))))
        {
            var (state, version) = await store.FindWay(group.Id, ct);
            if (state is null || state.Grown.Contains(snapshot.Id, StringComparer.Ordinal))
            {
                return state is not null;
            }

            Log.Grown(log, group.Id, snapshot.Id);
            return await store.Write(group.Id, state with { Grown = [.. state.Grown, snapshot.Id] }, version, ct);
        }

        return false;
    }

    internal static bool IsBy(GroupMember member, GroupOptions group) => string.Equals(member.State, StatePrefix + group.Id, StringComparison.Ordinal);

    private async Task Keep(IGroups platform, GroupOptions group, CancellationToken ct)
    {
        var (stored, version) = await store.FindWay(group.Id, ct);
        var state = stored ?? GroupWayState.None;
        var plan = await Plan(platform, group, state, ct);
        if (state.WayId is null)
        {
            await Make(platform, group, state, version, plan, ct);
        }
        else if (state.Code is null || !looked.TryGetValue(group.Id, out var at) || at.Age(time) >= LookEvery)
        {
            looked[group.Id] = TimeMark.Now(time);
            await Look(platform, group, state, version, ct);
        }
        else if (!state.Leads.SequenceEqual(plan.GroupIds, StringComparer.Ordinal) || !string.Equals(state.NewGroupName, plan.NewGroupName, StringComparison.Ordinal))
        {
            var changed = await platform.ChangeWay(state.WayId, plan, ct);
            if (changed.Ok)
            {
                Log.Changed(log, group.Id, plan.GroupIds.Count);
                await store.Write(group.Id, state with { Leads = plan.GroupIds, NewGroupName = plan.NewGroupName }, version, ct);
            }
            else
            {
                Log.Failed(log, group.Id, changed.Failure!.Code, changed.Failure.Message);
            }
        }
    }

    private async Task Make(IGroups platform, GroupOptions group, GroupWayState state, string? version, GroupWayPlan plan, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if ((now - state.MakingSince)?.Duration() < MakingLasts || !await store.Write(group.Id, state with { MakingSince = now }, version, ct))
        {
            return;
        }

        var made = await platform.AddWay(plan, ct);
        var (mine, held) = await store.FindWay(group.Id, CancellationToken.None);
        if (made.Failure is { } failure)
        {
            Log.Failed(log, group.Id, failure.Code, failure.Message);
            if (failure.Kind != FailureKind.Unknown && mine is not null)
            {
                await store.Write(group.Id, mine with { MakingSince = null }, held, CancellationToken.None);
            }

            return;
        }

        // It is there: its id is written down even while the host stops. What its code is can be asked later.
        var written = (mine ?? state) with { WayId = made.Value, Code = null, Leads = plan.GroupIds, NewGroupName = plan.NewGroupName, MakingSince = null };
        if (await store.Write(group.Id, written, held, CancellationToken.None))
        {
            (_, held) = await store.FindWay(group.Id, ct);
            await Look(platform, group, written, held, ct);
        }

        codes.TryRemove(group.Id, out _);
    }

    private async Task Look(IGroups platform, GroupOptions group, GroupWayState state, string? version, CancellationToken ct)
    {
        var found = await platform.FindWay(state.WayId!, ct);
        if (found.Ok)
        {
            var seen = state with { Code = found.Value.QrCode, Leads = found.Value.Plan.GroupIds, NewGroupName = found.Value.Plan.NewGroupName };
            if (seen.Code != state.Code || !seen.Leads.SequenceEqual(state.Leads, StringComparer.Ordinal) || !string.Equals(seen.NewGroupName, state.NewGroupName, StringComparison.Ordinal))
            {
                await store.Write(group.Id, seen, version, ct);
                codes.TryRemove(group.Id, out _);
            }
        }
        else if (found.Failure!.Kind == FailureKind.Gone)
        {
            Log.Gone(log, group.Id);
            await store.Write(group.Id, state with { WayId = null, Code = null, Leads = [] }, version, ct);
            codes.TryRemove(group.Id, out _);
        }
        else
        {
            Log.Failed(log, group.Id, found.Failure.Code, found.Failure.Message);
        }
    }

    /// <summary>Those with room, in the order of the configuration; where none has, as many as there may be: the platform makes another, or people are told that it is full.</summary>
    private async Task<GroupWayPlan> Plan(IGroups platform, GroupOptions group, GroupWayState state, CancellationToken ct)
    {
        var (roomy, all) = (new List<string>(), group.Groups.Concat(state.Grown).Distinct(StringComparer.Ordinal).ToList());
        foreach (var id in all)
        {
            if (roomy.Count < platform.MostGroups && !((await store.FindRoll(id, ct)).Value?.People > platform.MostMembers - Spare))
            {
                roomy.Add(id);
            }
        }

        if (roomy.Count == 0 && group.NewGroupName is null)
        {
            Log.Full(log, group.Id);
        }

        return new(StatePrefix + group.Id, roomy.Count > 0 ? roomy : [.. all.TakeLast(platform.MostGroups)], group.Id) { NewGroupName = group.NewGroupName };
    }

    private static partial class Log
    {
        [LoggerMessage(1671, LogLevel.Warning, "Group {Group}: its code could not be made ready: {Code} {Message}. It is tried again")]
        public static partial void Failed(ILogger log, string group, string code, string message);

        [LoggerMessage(1676, LogLevel.Error, "There are groups in the configuration, and no connector that has groups: nobody is invited. Switch weCom on, or take 'groups' out")]
        public static partial void Nobody(ILogger log);

        [LoggerMessage(1672, LogLevel.Warning, "Group {Group}: its code is not on the platform any more, and is made anew; pictures of the old one lead nowhere")]
        public static partial void Gone(ILogger log, string group);

        [LoggerMessage(1673, LogLevel.Information, "Group {Group}: its code leads to {Count} groups with room now")]
        public static partial void Changed(ILogger log, string group, int count);

        [LoggerMessage(1674, LogLevel.Error, "Group {Group}: all its groups are nearly full. Add another to groups[].groups, or write newGroupName")]
        public static partial void Full(ILogger log, string group);

        [LoggerMessage(1675, LogLevel.Information, "Group {Group}: the platform made another one, {GroupId}")]
        public static partial void Grown(ILogger log, string group, string groupId);
    }
}
