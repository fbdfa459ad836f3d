using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.WeChat;

namespace Funnel.Connectors.MiniProgram;

/// <summary>The section <c>Funnel:MiniProgram</c>: a mini program of the merchant's, as the contact path <c>miniprogram</c> of offers. A missing section means that it is off.</summary>
public sealed class MiniProgramOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "miniProgram";

    /// <summary>What <see cref="Query"/> has for the person's token.</summary>
    public const string Token = "{token}";

    /// <summary>Where the API is; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; init => field = WeChatApp.WithSlash(value); } = new("https://api.weixin.qq.com");

    /// <summary>The mini program's AppID.</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{1,64}$", ErrorMessage = "must be the AppID, letters and digits")]
    public string AppId { get; init => field = value.Trim(); } = "";

    /// <summary>The mini program's AppSecret.</summary>
    [Required, MaxLength(256, ErrorMessage = "must be at most 256 characters")]
    public string Secret { get; init => field = value.Trim(); } = "";

    /// <summary>The published page that opens, without query, such as <c>pages/welcome/index</c>; it has to lead on to the merchant's contact.</summary>
    [Required, RegularExpression("^[A-Za-z0-9_./-]{1,200}$", ErrorMessage = "must be a page's path without query, such as pages/welcome/index")]
    public string Page { get; init; } = "";

    /// <summary>The page's query; <c>{token}</c> in it is the person's token.</summary>
    [RegularExpression(@"^[A-Za-z0-9!#$&'()*+,/:;=?@._~%-]{0,480}\{token\}[A-Za-z0-9!#$&'()*+,/:;=?@._~%-]{0,480}$", ErrorMessage = "must hold the token's place once, as the default does, and else only what the platform takes: letters, digits, !#$&'()*+,/:;=?@-._~%")]
    public string Query { get; init; } = "t=" + Token;

    /// <summary>How long a person's link leads there; whoever is invited afterwards gets another. Whole days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "30.00:00:00")]
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Longest wait for one call.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(6);
}
