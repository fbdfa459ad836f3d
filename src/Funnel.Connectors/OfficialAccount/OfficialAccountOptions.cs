using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.WeChat;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// The section <c>Funnel:OfficialAccount</c>: an Official Account (公众号, 服务号), as the contact path <c>officialaccount</c> of offers. A missing section means that it is off.
/// </summary>
public sealed class OfficialAccountOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "officialAccount";

    /// <summary>Where the API is; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; init => field = WeChatApp.WithSlash(value); } = new("https://api.weixin.qq.com");

    /// <summary>Where the pictures of QR codes are; a path in it is kept.</summary>
    [SafeAddress]
    public Uri PictureUrl { get; init => field = WeChatApp.WithSlash(value); } = new("https://mp.weixin.qq.com");

    /// <summary>The account's AppID; every genuine callback is addressed to it.</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{1,64}$", ErrorMessage = "must be the AppID, letters and digits")]
    public string AppId { get; init => field = value.Trim(); } = "";

    /// <summary>The account's AppSecret.</summary>
    [Required, MaxLength(256, ErrorMessage = "must be at most 256 characters")]
    public string Secret { get; init => field = value.Trim(); } = "";

    /// <summary>Token of the message push (消息推送).</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{3,32}$", ErrorMessage = "must be 3–32 letters and digits, as on the page of the message push")]
    public string CallbackToken { get; init; } = "";

    /// <summary>EncodingAESKey of the message push, in safe mode (安全模式).</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{43}$", ErrorMessage = "must be 43 letters and digits, as on the page of the message push")]
    public string EncodingAesKey { get; init; } = "";

    /// <summary>How long a person's QR code leads to us; whoever opens their page afterwards gets another.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan CodeLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Longest wait for one call. A welcome has a minute from the arrival, so keep it well below.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How far a callback's signed timestamp may be from our clock. Older ones are replays.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CallbackClockSkew { get; init; } = TimeSpan.FromMinutes(10);
}
