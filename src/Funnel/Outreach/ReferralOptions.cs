using System.ComponentModel.DataAnnotations;

namespace Funnel.Outreach;

/// <summary>
/// "Bring friends, get something": whoever was welcomed gets a link of their own to hand on, and a reward when so many friends became contacts by it and stayed. Off unless it is written.
/// WeChat's rules on external links (微信外部链接内容管理规范) name rewards for sharing as a violation, with sanctions up to a permanent ban of the domain: whether it is worth that is the
/// merchant's decision. Section <c>Funnel:Offers:N:Referral</c>.
/// </summary>
public sealed class ReferralOptions
{
    /// <summary>Friends that a reward takes.</summary>
    [Range(1, 20)]
    public int Friends { get; set; } = 2;

    /// <summary>What the welcome adds; <c>{link}</c> is the link to hand on.</summary>
    [Required, RegularExpression(@"(?s).*\{link\}.*", ErrorMessage = "must have {link} in it, where the link to hand on stands"), MaxLength(500, ErrorMessage = "must be at most 500 characters")]
    public string Words { get; set; } = "";

    /// <summary>What the person gets, in the words with which staff gives it.</summary>
    [Required, MaxLength(1000, ErrorMessage = "must be at most 1000 characters")]
    public string Reward { get; set; } = "";

    /// <summary>How long friends have to stay: they are counted so long after the last one came that it takes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Stay { get; set; } = TimeSpan.FromDays(1);
}
