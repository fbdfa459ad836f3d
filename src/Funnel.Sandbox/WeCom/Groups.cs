using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>The corp's customer groups, the ways into them, and what people do there. Ways take their places from those of 联系我.</summary>
internal sealed class Groups(Corp corp, Ways ways, WeComEvents events, SandboxOptions options, Ids ids, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Group> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JoinWay> byId = new(StringComparer.Ordinal);

    /// <summary>What calls see: groupchat/get lags behind the events.</summary>
    public DateTimeOffset Visible => time.GetUtcNow() - options.GroupLag;

    public IReadOnlyList<Group> All
    {
        get
        {
            lock (gate)
            {
                return [.. groups.Values.OrderBy(g => g.CreatedAt).ThenBy(g => g.Id, StringComparer.Ordinal)];
            }
        }
    }

    public Group? Find(string id)
    {
        lock (gate)
        {
            return groups.GetValueOrDefault(id);
        }
    }

    /// <summary>What calls see of a group.</summary>
    public (IReadOnlyList<GroupMember> Members, string Version) See(Group group)
    {
        lock (gate)
        {
            return (group.MembersAt(Visible), group.VersionAt(Visible));
        }
    }

    public JoinWay Way(string id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id) ?? throw new Refusal(WeComCodes.WayId, "invalid config_id");
        }
    }

    /// <summary>Address of the picture of this name; null when there is none.</summary>
    public string? Picture(string name)
    {
        lock (gate)
        {
            return byId.Values.FirstOrDefault(w => w.QrCode.EndsWith($"/{name}/0", StringComparison.Ordinal))?.QrCode;
        }
    }

    /// <summary>Somebody goes out of whichever group they are in.</summary>
    public void LeaveAll(string externalUserId)
    {
        foreach (var group in All.Where(g => g.Find(externalUserId) is not null))
        {
            Leave(group, externalUserId, removed: false);
        }
    }

    public JoinWay AddWay(Action<JoinWay> fill)
    {
        lock (gate)
        {
            ways.Take();
            var way = new JoinWay(ids.Fresh("join-way", 32).ToLowerInvariant(), "https://p.qpic.cn/wwhead/" + ids.Fresh("group-qr", 24) + "/0");
            fill(way);
            return byId[way.Id] = way;
        }
    }

    public void ChangeWay(JoinWay way, Action<JoinWay> fill)
    {
        lock (gate)
        {
            fill(way);
        }
    }

    public void DeleteWay(string id)
    {
        lock (gate)
        {
            byId.Remove(Way(id).Id);
            ways.GiveBack();
        }
    }

    /// <summary>The staff opens a group in the app.</summary>
    public Group Open(string name)
    {
        lock (gate)
        {
            var group = new Group("wr" + ids.Fresh("group", 30), name, corp.Staff, time.GetUtcNow(), Version());
            groups[group.Id] = group;
            events.Group(group.Id, "create", []);
            return group;
        }
    }

    /// <summary>The staff dismisses a group: nobody is in it any more, and calls do not find it.</summary>
    public void Dismiss(Group group)
    {
        lock (gate)
        {
            if (groups.Remove(group.Id))
            {
                events.Group(group.Id, "dismiss", []);
            }
        }
    }

    /// <summary>Somebody scans the code of a way. Null when it leads nowhere, they are in already, or all is full.</summary>
    public Group? Scan(string externalUserId, string? picture)
    {
        lock (gate)
        {
            if (byId.Values.FirstOrDefault(w => string.Equals(w.QrCode, picture, StringComparison.Ordinal)) is not { } way)
            {
                return null;
            }

            Group[] pool = [.. way.Groups.Select(id => groups.GetValueOrDefault(id)).OfType<Group>()];
            if (pool.Any(g => g.Find(externalUserId) is not null))
            {
                return null;
            }

            var into = pool.FirstOrDefault(g => g.Now.Count < options.GroupSize) ?? (way.AutoCreate ? Another(way) : null);
            return into is not null && Join(into, externalUserId, JoinScene.QrCode, way.State, null) ? into : null;
        }
    }

    /// <summary>Somebody is brought in: by staff, whose name is told, or by a customer, whose name is not.</summary>
    public bool Invite(Group group, string externalUserId, bool byStaff)
    {
        lock (gate)
        {
            return Join(group, externalUserId, JoinScene.Invited, null, byStaff ? corp.Staff : null);
        }
    }

    public bool Leave(Group group, string externalUserId, bool removed)
    {
        lock (gate)
        {
            if (group.Find(externalUserId) is not { } member)
            {
                return false;
            }

            var before = group.Version;
            group.Remove(member, time.GetUtcNow(), Version());
            events.Group(group.Id, "update", Changed("del_member", "QuitScene", removed ? 1 : 0, externalUserId, before, group.Version));
            return true;
        }
    }

    private bool Join(Group group, string externalUserId, JoinScene scene, string? state, string? by)
    {
        if (group.Find(externalUserId) is not null || group.Now.Count >= options.GroupSize)
        {
            return false;
        }

        var before = group.Version;
        group.Add(new GroupMember(externalUserId, IsStaff: false, time.GetUtcNow(), scene, state, by), Version());
        events.Group(group.Id, "update", Changed("add_member", "JoinScene", scene == JoinScene.QrCode ? 3 : 0, externalUserId, before, group.Version));
        return true;
    }

    /// <summary>The group that WeCom makes when all of a way are full. Whether it then stands in the way's list is not documented: here it does not, but it is found by the next who scans.</summary>
    private Group Another(JoinWay way)
    {
        var name = way.BaseName + FormattableString.Invariant($"{way.BaseId}");
        if (groups.Values.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.Ordinal)) is { } known)
        {
            if (known.Now.Count < options.GroupSize)
            {
                return known;
            }

            way.BaseId++;
            return Another(way);
        }

        return Open(name);
    }

    private string Version() => ids.Fresh("member-version", 32).ToLowerInvariant();

    private static (string Name, object Value)[] Changed(string detail, string scene, int how, string who, string before, string after) =>
        [("UpdateDetail", detail), (scene, how), ("MemChangeCnt", 1), ("MemChangeList", new[] { who }), ("LastMemVer", before), ("CurMemVer", after)];
}
