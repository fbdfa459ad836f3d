namespace Funnel.Connectors;

/// <summary>
/// Groups in which the merchant's contacts talk, and the codes by which people join them. No platform lets a program put somebody into a group: people are shown a code, and join or do not.
/// </summary>
public interface IGroups
{
    /// <summary>Most groups that one way in leads to.</summary>
    int MostGroups { get; }

    /// <summary>Most people in a group, staff among them.</summary>
    int MostMembers { get; }

    /// <summary>Makes a way in. One attempt: after an unknown outcome there may be one that nobody knows of.</summary>
    /// <returns>Its id, which is the only handle to it and is shown nowhere else. Its code is told by <see cref="FindWay"/>.</returns>
    Task<Outcome<string>> AddWay(GroupWayPlan plan, CancellationToken ct);

    /// <summary>A way in as the platform has it; <see cref="FailureKind.Gone"/> where somebody deleted it.</summary>
    Task<Outcome<GroupWay>> FindWay(string id, CancellationToken ct);

    /// <summary>Makes a way in what the plan says, whole; its code stays. Repeating it is harmless.</summary>
    Task<Outcome<Done>> ChangeWay(string id, GroupWayPlan plan, CancellationToken ct);

    /// <summary>Nobody joins by it any more, whoever has its code. Repeating it is harmless.</summary>
    Task<Outcome<Done>> DeleteWay(string id, CancellationToken ct);

    /// <summary>The groups of these people, in no promised order.</summary>
    /// <param name="owners">User ids of staff; none means the staff of the settings.</param>
    /// <param name="cursor">Null for the first page.</param>
    Task<Outcome<Page<string>>> ListGroups(IReadOnlyList<string> owners, string? cursor, CancellationToken ct);

    /// <summary>Who is in a group now. Whoever left is simply not in it. It may lag behind an event by seconds.</summary>
    Task<Outcome<GroupSnapshot>> ReadGroup(string groupId, CancellationToken ct);
}

/// <summary>What a way into groups should be.</summary>
/// <param name="State">Comes back with each member who joined by it; 1–30 printable ASCII characters.</param>
/// <param name="GroupIds">Where people are put, in this order; at least one and at most <see cref="IGroups.MostGroups"/>.</param>
/// <param name="Remark">For staff, at most 30 characters.</param>
public sealed record GroupWayPlan(string State, IReadOnlyList<string> GroupIds, string? Remark = null)
{
    /// <summary>When all are full the platform makes another group of this name, with a number behind it; at most 40 characters. Null: it makes none.</summary>
    public string? NewGroupName { get; init; }

    /// <summary>The number behind the name of the first group that is made.</summary>
    public int NewGroupNumber { get; init; } = 1;
}

/// <summary>A way into groups, as the platform has it.</summary>
/// <param name="QrCode">Address of the picture of its code.</param>
public sealed record GroupWay(string Id, Uri QrCode, GroupWayPlan Plan);

/// <summary>A group at one moment.</summary>
/// <param name="Version">Of its members; null where the platform tells none. Events name the version they began from.</param>
public sealed record GroupSnapshot(string Id, string Name, string OwnerId, string? Version, IReadOnlyList<GroupMember> Members);

/// <summary>Somebody who is in a group.</summary>
/// <param name="Id">A contact's <see cref="ContactId.PersonId"/>, or the user id of a member of staff.</param>
/// <param name="State">Of the way they joined by; null for everybody who was brought in otherwise.</param>
/// <param name="InvitedBy">The member of staff who brought them in. Nobody is told where a customer did.</param>
public sealed record GroupMember(string Id, bool IsStaff, DateTimeOffset? JoinedAt, string? State, string? InvitedBy);
