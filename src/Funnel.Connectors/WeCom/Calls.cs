using System.Text.Json.Serialization.Metadata;

namespace Funnel.Connectors.WeCom;

/// <summary>What a call does, which decides how often it may be tried and what its silence means.</summary>
internal enum Effect
{
    /// <summary>Changes nothing: repeated up to three times.</summary>
    Read,

    /// <summary>Sets something to a value, so that repeating it is harmless: repeated up to three times.</summary>
    Set,

    /// <summary>Creates or sends: exactly one attempt, and no answer means unknown.</summary>
    Send,

    /// <summary>Like <see cref="Send"/>, with time for a large body.</summary>
    Upload,
}

/// <summary>One endpoint.</summary>
internal sealed record Call<T>(Effect Effect, string Path, JsonTypeInfo<T> Answer)
    where T : Answer;

/// <summary>The endpoints used, each under its page.</summary>
internal static class Calls
{
    private const string Contact = "cgi-bin/externalcontact/";

    // https://developer.work.weixin.qq.com/document/path/91039
    public static readonly Call<TokenAnswer> GetToken = new(Effect.Read, "cgi-bin/gettoken", Wire.Default.TokenAnswer);

    // https://developer.work.weixin.qq.com/document/path/97297
    public static readonly Call<LinkIdsAnswer> ListLinks = new(Effect.Read, Contact + "customer_acquisition/list_link", Wire.Default.LinkIdsAnswer);
    public static readonly Call<LinkAnswer> GetLink = new(Effect.Read, Contact + "customer_acquisition/get", Wire.Default.LinkAnswer);
    public static readonly Call<LinkAnswer> CreateLink = new(Effect.Send, Contact + "customer_acquisition/create_link", Wire.Default.LinkAnswer);

    // https://developer.work.weixin.qq.com/document/path/97298
    public static readonly Call<CustomersAnswer> ListCustomers = new(Effect.Read, Contact + "customer_acquisition/customer", Wire.Default.CustomersAnswer);

    // https://developer.work.weixin.qq.com/document/path/97375: the quota is a GET, the statistic a POST.
    public static readonly Call<QuotaAnswer> Quota = new(Effect.Read, Contact + "customer_acquisition_quota", Wire.Default.QuotaAnswer);
    public static readonly Call<StatisticAnswer> Statistic = new(Effect.Read, Contact + "customer_acquisition/statistic", Wire.Default.StatisticAnswer);

    // https://developer.work.weixin.qq.com/document/path/92228
    public static readonly Call<ContactWayAnswer> AddContactWay = new(Effect.Send, Contact + "add_contact_way", Wire.Default.ContactWayAnswer);
    public static readonly Call<PlainAnswer> DeleteContactWay = new(Effect.Set, Contact + "del_contact_way", Wire.Default.PlainAnswer);

    // https://developer.work.weixin.qq.com/document/path/92229: ways into groups. Changing one replaces it whole.
    public static readonly Call<JoinWayIdAnswer> AddJoinWay = new(Effect.Send, Contact + "groupchat/add_join_way", Wire.Default.JoinWayIdAnswer);
    public static readonly Call<JoinWayAnswer> GetJoinWay = new(Effect.Read, Contact + "groupchat/get_join_way", Wire.Default.JoinWayAnswer);
    public static readonly Call<PlainAnswer> UpdateJoinWay = new(Effect.Set, Contact + "groupchat/update_join_way", Wire.Default.PlainAnswer);
    public static readonly Call<PlainAnswer> DeleteJoinWay = new(Effect.Set, Contact + "groupchat/del_join_way", Wire.Default.PlainAnswer);

    // https://developer.work.weixin.qq.com/document/path/92120
    public static readonly Call<GroupListAnswer> ListGroups = new(Effect.Read, Contact + "groupchat/list", Wire.Default.GroupListAnswer);

    // https://developer.work.weixin.qq.com/document/path/92122
    public static readonly Call<GroupAnswer> GetGroup = new(Effect.Read, Contact + "groupchat/get", Wire.Default.GroupAnswer);

    // https://developer.work.weixin.qq.com/document/path/94665: what it makes is a link, so repeating it is harmless.
    public static readonly Call<ServiceLinkAnswer> AddServiceLink = new(Effect.Set, "cgi-bin/kf/add_contact_way", Wire.Default.ServiceLinkAnswer);

    // https://developer.work.weixin.qq.com/document/path/92137
    public static readonly Call<PlainAnswer> SendWelcome = new(Effect.Send, Contact + "send_welcome_msg", Wire.Default.PlainAnswer);

    // https://developer.work.weixin.qq.com/document/path/90253
    public static readonly Call<MediaAnswer> Upload = new(Effect.Upload, "cgi-bin/media/upload", Wire.Default.MediaAnswer);

    // https://developer.work.weixin.qq.com/document/path/92117
    public static readonly Call<TagListAnswer> ListTags = new(Effect.Read, Contact + "get_corp_tag_list", Wire.Default.TagListAnswer);
    public static readonly Call<AddTagAnswer> AddTags = new(Effect.Send, Contact + "add_corp_tag", Wire.Default.AddTagAnswer);

    // https://developer.work.weixin.qq.com/document/path/98176: a code works once, so it is shown once.
    public static readonly Call<StaffAnswer> StaffIdentity = new(Effect.Send, "cgi-bin/auth/getuserinfo", Wire.Default.StaffAnswer);

    // https://developer.work.weixin.qq.com/document/path/92118
    public static readonly Call<PlainAnswer> MarkTag = new(Effect.Set, Contact + "mark_tag", Wire.Default.PlainAnswer);

    // https://developer.work.weixin.qq.com/document/path/92115
    public static readonly Call<PlainAnswer> Remark = new(Effect.Set, Contact + "remark", Wire.Default.PlainAnswer);
}
