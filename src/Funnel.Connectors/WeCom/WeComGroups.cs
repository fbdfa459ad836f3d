namespace Funnel.Connectors.WeCom;

/// <summary>
/// Customer groups and the codes by which people join them (https://developer.work.weixin.qq.com/document/path/92229, .../92120, .../92122). Only codes that this same app made can be read or
/// changed, and only groups whose owner is in its visible range can be read.
/// </summary>
internal sealed class WeComGroups(WeComApi api, WeComOptions options) : IGroups
{
    /// <summary>A QR code, which also works in a picture that is sent; 1 would be a plugin of a mini program.</summary>
    private const int QrCode = 2;
    private const int MaxRemark = 30;
    private const int MaxName = 40;
    private const int MaxOwners = 100;
    private const int PageSize = 1000;
    private const int Staff = 1;

    public int MostGroups => 5;

    public int MostMembers => 500;

    public async Task<Outcome<string>> AddWay(GroupWayPlan plan, CancellationToken ct)
    {
        if (Wrong(plan) is { } wrong)
        {
            return wrong;
        }

        var answer = await api.Post(Calls.AddJoinWay, Request(null, plan), Wire.Default.JoinWayRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        return answer.Value.ConfigId is { Length: > 0 } id ? id : ErrorCodes.Unreadable(Effect.Send);
    }

    public async Task<Outcome<GroupWay>> FindWay(string id, CancellationToken ct)
    {
        var answer = await api.Post(Calls.GetJoinWay, new JoinWayIdRequest(id), Wire.Default.JoinWayIdRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        return answer.Value.JoinWay is { } wire && Uri.TryCreate(wire.QrCode, UriKind.Absolute, out var code) && code.Scheme is "https" or "http"
            ? new GroupWay(id, code, Plan(wire))
            : ErrorCodes.Unreadable(Effect.Read);
    }

    public async Task<Outcome<Done>> ChangeWay(string id, GroupWayPlan plan, CancellationToken ct)
    {
        if (Wrong(plan) is { } wrong)
        {
            return wrong;
        }

        var answer = await api.Post(Calls.UpdateJoinWay, Request(id, plan), Wire.Default.JoinWayRequest, ct);
        return answer.Failure is { } failure ? failure : default(Done);
    }

    public async Task<Outcome<Done>> DeleteWay(string id, CancellationToken ct)
    {
        var answer = await api.Post(Calls.DeleteJoinWay, new JoinWayIdRequest(id), Wire.Default.JoinWayIdRequest, ct);
        return answer.Failure is { Kind: not FailureKind.Gone } failure ? failure : default(Done);
    }

    public async Task<Outcome<Page<string>>> ListGroups(IReadOnlyList<string> owners, string? cursor, CancellationToken ct)
    {
        // Without owners WeCom would look through those of the whole corp, and refuses where they are many.
        string[] whose = [.. (owners.Count > 0 ? owners : options.Staff).Distinct(StringComparer.Ordinal)];
        if (whose.Length is 0 or > MaxOwners)
        {
            return new Failure(FailureKind.Rejected, "owners", $"Groups are listed by 1 to {MaxOwners} owners.");
        }

        var answer = await api.Post(Calls.ListGroups, new GroupListRequest(0, new GroupOwners(whose), cursor ?? "", PageSize), Wire.Default.GroupListRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var listed = answer.Value.GroupChatList ?? [];
        string[] ids = [.. listed.Select(g => g?.ChatId).OfType<string>().Where(id => id.Length > 0)];
        return new Page<string>(ids, answer.Value.NextCursor is { Length: > 0 } next ? next : null) { IsPartial = ids.Length < listed.Count || answer.Value.GroupChatList is null };
    }

    public async Task<Outcome<GroupSnapshot>> ReadGroup(string groupId, CancellationToken ct)
    {
        var answer = await api.Post(Calls.GetGroup, new GroupRequest(groupId, NeedName: 0), Wire.Default.GroupRequest, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        // A list that is not whole would make leavers of whoever is missing in it.
        return answer.Value.GroupChat is { MemberList: { } members } group && members.All(m => m is { Userid.Length: > 0 })
            ? new GroupSnapshot(groupId, group.Name ?? "", group.Owner ?? "", Given(group.MemberVersion), [.. members.Select(m => Member(m!))])
            : ErrorCodes.Unreadable(Effect.Read);
    }

    private static GroupMember Member(GroupMemberWire wire) =>
        new(wire.Userid!, wire.Type == Staff, wire.JoinTime > 0 ? UnixTime.Read(wire.JoinTime) : null, Given(wire.State), Given(wire.Invitor?.Userid));

    private static GroupWayPlan Plan(JoinWayWire wire) => new(wire.State ?? "", [.. (wire.ChatIdList ?? []).OfType<string>()], Given(wire.Remark))
    {
        NewGroupName = wire.AutoCreateRoom == 1 ? wire.RoomBaseName ?? "" : null,
        NewGroupNumber = wire.RoomBaseId is > 0 and <= int.MaxValue ? (int)wire.RoomBaseId : 1,
    };

    private static JoinWayRequest Request(string? id, GroupWayPlan plan) => new(
        id, QrCode, plan.Remark, plan.NewGroupName is null ? 0 : 1, plan.NewGroupName, plan.NewGroupName is null ? null : plan.NewGroupNumber, plan.GroupIds, plan.State);

    private Failure? Wrong(GroupWayPlan plan)
    {
        OurLink.CheckToken(plan.State);
        return plan switch
        {
            _ when plan.GroupIds.Count < 1 || plan.GroupIds.Count > MostGroups => new(FailureKind.Rejected, "groups", $"A way leads into 1 to {MostGroups} groups."),
            { Remark.Length: > MaxRemark } => new(FailureKind.Rejected, "remark", $"The remark of a way has at most {MaxRemark} characters."),
            { NewGroupName: { Length: 0 or > MaxName } } => new(FailureKind.Rejected, "name", $"The name of new groups has 1 to {MaxName} characters."),
            _ => null,
        };
    }

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
