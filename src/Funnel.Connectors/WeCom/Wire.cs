using System.Text.Json.Serialization;

namespace Funnel.Connectors.WeCom;

/// <summary>What every answer carries. Only <c>errcode</c> decides; the text beside it may change.</summary>
internal abstract record Answer
{
    /// <summary>0 is success. Null: this is no answer of the API.</summary>
    public int? Errcode { get; init; }
}

internal sealed record PlainAnswer : Answer;

internal sealed record TokenAnswer(string? AccessToken, int ExpiresIn) : Answer;

internal sealed record CursorRequest(int Limit, string Cursor);

internal sealed record LinkIdsAnswer(IReadOnlyList<string?>? LinkIdList, string? NextCursor) : Answer;

internal sealed record LinkRequest(string LinkId);

internal sealed record CreateLinkRequest(string LinkName, LinkRange Range, bool SkipVerify);

internal sealed record LinkRange(IReadOnlyList<string> UserList);

internal sealed record LinkAnswer(LinkWire? Link) : Answer;

/// <param name="LinkId">Only in the answer to create_link.</param>
internal sealed record LinkWire(string? LinkId, string? LinkName, string? Url, long CreateTime);

internal sealed record CustomersRequest(string LinkId, int Limit, string Cursor);

internal sealed record CustomersAnswer(IReadOnlyList<CustomerWire?>? CustomerList, string? NextCursor) : Answer;

internal sealed record CustomerWire(string? ExternalUserid, string? Userid, string? State);

internal sealed record QuotaAnswer(long Total, long Balance, IReadOnlyList<QuotaWire?>? QuotaList) : Answer;

internal sealed record QuotaWire(long ExpireDate, long Balance);

internal sealed record StatisticRequest(string LinkId, long StartTime, long EndTime);

internal sealed record StatisticAnswer(long ClickLinkCustomerCnt, long NewCustomerCnt) : Answer;

internal sealed record ContactWayRequest(int Type, int Scene, string? Remark, bool SkipVerify, string State, IReadOnlyList<string> User);

internal sealed record ContactWayIdRequest(string ConfigId);

internal sealed record ContactWayAnswer(string? ConfigId, string? QrCode) : Answer;

internal sealed record ServiceLinkRequest(string OpenKfid, string Scene);

internal sealed record ServiceLinkAnswer(string? Url) : Answer;

internal sealed record WelcomeRequest(string WelcomeCode, TextWire? Text, IReadOnlyList<AttachmentWire>? Attachments);

internal sealed record TextWire(string Content);

/// <summary>The one inner object that is set is the one <paramref name="Msgtype"/> names.</summary>
internal sealed record AttachmentWire(string Msgtype)
{
    public MediaRef? Image { get; init; }

    public MediaRef? Video { get; init; }

    public MediaRef? File { get; init; }

    public LinkCard? Link { get; init; }

    public MiniprogramCard? Miniprogram { get; init; }
}

internal sealed record MediaRef(string MediaId);

internal sealed record LinkCard(string Title, string? Picurl, string? Desc, string Url);

internal sealed record MiniprogramCard(string Title, string PicMediaId, string Appid, string Page);

/// <param name="CreatedAt">A string in one endpoint, a number in another.</param>
internal sealed record MediaAnswer(string? MediaId, long CreatedAt) : Answer;

internal sealed record TagListRequest(IReadOnlyList<string> TagId, IReadOnlyList<string> GroupId);

internal sealed record TagListAnswer(IReadOnlyList<TagGroupWire?>? TagGroup) : Answer;

internal sealed record AddTagRequest(string? GroupId, string? GroupName, IReadOnlyList<NewTag> Tag);

internal sealed record NewTag(string Name);

internal sealed record AddTagAnswer(TagGroupWire? TagGroup) : Answer;

internal sealed record TagGroupWire(string? GroupId, string? GroupName, IReadOnlyList<TagWire?>? Tag);

internal sealed record TagWire(string? Id, string? Name);

/// <param name="Userid">A member of the corp.</param>
/// <param name="Openid">Anybody else.</param>
internal sealed record StaffAnswer(string? Userid, string? Openid) : Answer;

internal sealed record MarkTagRequest(string Userid, string ExternalUserid, IReadOnlyList<string> AddTag);

internal sealed record RemarkRequest(string Userid, string ExternalUserid, string Remark);

/// <param name="ConfigId">Only when one is changed.</param>
/// <param name="AutoCreateRoom">1 or 0: without it WeCom takes 1.</param>
internal sealed record JoinWayRequest(
    string? ConfigId, int Scene, string? Remark, int AutoCreateRoom, string? RoomBaseName, int? RoomBaseId, IReadOnlyList<string> ChatIdList, string State);

internal sealed record JoinWayIdRequest(string ConfigId);

internal sealed record JoinWayIdAnswer(string? ConfigId) : Answer;

internal sealed record JoinWayAnswer(JoinWayWire? JoinWay) : Answer;

internal sealed record JoinWayWire(
    string? ConfigId, string? Remark, int AutoCreateRoom, string? RoomBaseName, long RoomBaseId, IReadOnlyList<string?>? ChatIdList, string? QrCode, string? State);

internal sealed record GroupListRequest(int StatusFilter, GroupOwners OwnerFilter, string Cursor, int Limit);

internal sealed record GroupOwners(IReadOnlyList<string> UseridList);

internal sealed record GroupListAnswer(IReadOnlyList<GroupIdWire?>? GroupChatList, string? NextCursor) : Answer;

internal sealed record GroupIdWire(string? ChatId, int Status);

internal sealed record GroupRequest(string ChatId, int NeedName);

internal sealed record GroupAnswer(GroupWire? GroupChat) : Answer;

internal sealed record GroupWire(string? ChatId, string? Name, string? Owner, IReadOnlyList<GroupMemberWire?>? MemberList, string? MemberVersion);

/// <param name="Userid">Of staff, or the external_userid of a contact.</param>
/// <param name="Type">1 for staff, 2 for anybody else.</param>
internal sealed record GroupMemberWire(string? Userid, int Type, long JoinTime, GroupInvitorWire? Invitor, string? State);

internal sealed record GroupInvitorWire(string? Userid);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(PlainAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(CursorRequest))]
[JsonSerializable(typeof(LinkIdsAnswer))]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(CreateLinkRequest))]
[JsonSerializable(typeof(LinkAnswer))]
[JsonSerializable(typeof(CustomersRequest))]
[JsonSerializable(typeof(CustomersAnswer))]
[JsonSerializable(typeof(QuotaAnswer))]
[JsonSerializable(typeof(StatisticRequest))]
[JsonSerializable(typeof(StatisticAnswer))]
[JsonSerializable(typeof(ContactWayRequest))]
[JsonSerializable(typeof(ContactWayAnswer))]
[JsonSerializable(typeof(ContactWayIdRequest))]
[JsonSerializable(typeof(JoinWayRequest))]
[JsonSerializable(typeof(JoinWayIdRequest))]
[JsonSerializable(typeof(JoinWayIdAnswer))]
[JsonSerializable(typeof(JoinWayAnswer))]
[JsonSerializable(typeof(GroupListRequest))]
[JsonSerializable(typeof(GroupListAnswer))]
[JsonSerializable(typeof(GroupRequest))]
[JsonSerializable(typeof(GroupAnswer))]
[JsonSerializable(typeof(ServiceLinkRequest))]
[JsonSerializable(typeof(ServiceLinkAnswer))]
[JsonSerializable(typeof(WelcomeRequest))]
[JsonSerializable(typeof(MediaAnswer))]
[JsonSerializable(typeof(TagListRequest))]
[JsonSerializable(typeof(TagListAnswer))]
[JsonSerializable(typeof(AddTagRequest))]
[JsonSerializable(typeof(AddTagAnswer))]
[JsonSerializable(typeof(StaffAnswer))]
[JsonSerializable(typeof(MarkTagRequest))]
[JsonSerializable(typeof(RemarkRequest))]
internal sealed partial class Wire : JsonSerializerContext;
