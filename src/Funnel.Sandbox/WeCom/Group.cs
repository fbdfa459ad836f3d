namespace Funnel.Sandbox.WeCom;

/// <summary>How somebody came into a group, in the numbers of groupchat/get.</summary>
internal enum JoinScene
{
    Invited = 1,
    InviteLink = 2,
    QrCode = 3,
}

/// <summary>Somebody who is in a group, or was.</summary>
/// <param name="UserId">Of staff, or an external_userid.</param>
/// <param name="State">Of the way they came by.</param>
/// <param name="InvitedBy">Told where it was a member of staff.</param>
internal sealed record GroupMember(string UserId, bool IsStaff, DateTimeOffset At, JoinScene Scene, string? State, string? InvitedBy)
{
    public DateTimeOffset? LeftAt { get; set; }
}

/// <summary>A customer group. What calls see of it lags behind what happened.</summary>
internal sealed class Group(string id, string name, string owner, DateTimeOffset createdAt, string version)
{
    private readonly List<(DateTimeOffset At, string Version)> versions = [(createdAt, version)];
    private readonly List<GroupMember> everybody = [new(owner, IsStaff: true, createdAt, JoinScene.Invited, null, null)];

    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public string Owner { get; } = owner;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public string Version => versions[^1].Version;

    public IReadOnlyList<GroupMember> Now => [.. everybody.Where(m => m.LeftAt is null)];

    public GroupMember? Find(string userId) => everybody.Find(m => m.LeftAt is null && string.Equals(m.UserId, userId, StringComparison.Ordinal));

    public string VersionAt(DateTimeOffset at) => versions.FindLast(v => v.At <= at).Version ?? versions[0].Version;

    public IReadOnlyList<GroupMember> MembersAt(DateTimeOffset at) => [.. everybody.Where(m => (m.At <= at || m.IsStaff) && (m.LeftAt is not { } left || left > at))];

    public void Add(GroupMember member, string newVersion)
    {
        everybody.Add(member);
        versions.Add((member.At, newVersion));
    }

    public void Remove(GroupMember member, DateTimeOffset at, string newVersion)
    {
        member.LeftAt = at;
        versions.Add((at, newVersion));
    }
}

/// <summary>A way into groups.</summary>
internal sealed class JoinWay(string id, string qrCode)
{
    public string Id { get; } = id;

    public string QrCode { get; } = qrCode;

    public int Scene { get; set; }

    public string Remark { get; set; } = "";

    public bool AutoCreate { get; set; }

    public string BaseName { get; set; } = "";

    public int BaseId { get; set; }

    public string State { get; set; } = "";

    public IReadOnlyList<string> Groups { get; set; } = [];
}
