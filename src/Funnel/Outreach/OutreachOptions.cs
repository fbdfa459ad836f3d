using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Leads;

namespace Funnel.Outreach;

/// <summary>How sends are paced and tried. Section <c>Funnel:Outreach</c>.</summary>
public sealed class OutreachOptions
{
    /// <summary>Global kill switch: false = everything is read and decided, nothing is sent; work waits.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Address under which people on the internet reach this host. Where links may be written to people, they get <c>{landingUrl}/c/TOKEN</c>, a page that shows what was promised and leads
    /// to the contact path, so that it is known who opened it. Empty = they get the contact path's own link.
    /// </summary>
    [SafeAddress]
    public Uri? LandingUrl { get; set; }

    /// <summary>
    /// How long after its claim an attempt must be visible if it was accepted: at least the client's timeout plus the platform's lag (<c>douyin.timeout</c>,
    /// <c>douyin.replyListLag</c>) and 2 s. Before that nothing is concluded from its absence; what is left of it over those two is how late after its claim a reply may still be posted.
    /// </summary>
    /// <seealso cref="ClaimToPost"/>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReadBackAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The least time a healthy process needs between its claim and its call.</summary>
    internal static TimeSpan ClaimToPost { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Read-backs of an unknown outcome before it is parked.</summary>
    [Range(1, 20)]
    public int MaxReadBacks { get; set; } = 5;

    /// <summary>
    /// So many accepted replies of an account must have been seen in public, and none found hidden, before one that is not listed is believed never
    /// to have been accepted, and sent again. Before that it is looked for again and then parked.
    /// </summary>
    /// <remarks>
    /// Where a platform hides a share <c>h</c> of replies, <c>n</c> of them are seen without a hidden one with probability <c>(1-h)^n</c>, and one that was accepted is then sent twice with
    /// <c>h(1-h)^n</c>, which is never more than <c>1/(e n)</c>: 1.8 % for 20, 0.4 % for 100.
    /// </remarks>
    [Range(1, 10_000)]
    public int TrustListsAfter { get; set; } = 100;

    /// <summary>Failed attempts of one effect before it is parked: by default an outage of ten minutes parks nobody.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 12;

    /// <summary>Wait before the second attempt of a send that was certainly not done; doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest that this wait becomes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LastRetry { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>When to look whether a reply is really visible. One that is looked for later, and is not listed, may have been taken away since: it is parked, not sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan ConfirmAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Folder from which offers that are changed while the host runs may take images and files. Without it they have links alone; offers of the configuration may name any file.</summary>
    public string? MaterialFolder { get; set; }

    /// <summary>
    /// Words of yours by which people say in the chat that they want to be left alone, beside those that are understood anyway. One counts when it is all that stands between two marks or
    /// spaces, however it is spelled: "拜拜" counts in "拜拜，别见", not in "拜拜甜甜圈".
    /// </summary>
    public List<string> StopWords { get; set; } = [];

    /// <summary>
    /// What whoever refuses in the chat is told, once, in the same chat: that nothing more comes. Empty = nothing. Held to the rules of wordings in the chat. Who refuses in a comment, or is put
    /// on the list by an operator, is told nothing.
    /// </summary>
    [MaxLength(RefusalConfirmationChars)]
    public string RefusalConfirmation { get; set; } = "好的，不会再给您发消息了，打扰了。";

    internal const int RefusalConfirmationChars = 100;

    /// <summary>
    /// A public wording is paused when, of at least 8 replies in it that were looked for, more than this share is hidden or refused by the platform with 95 % certainty. The last one of an
    /// offer goes on, with an alarm.
    /// </summary>
    [Range(0.05, 1.0)]
    public double PauseHiddenAbove { get; set; } = 0.3;

    /// <summary>Words of your own that a nickname must not have to be said, beside those that are known: names of competitors, say. In any spelling.</summary>
    public List<string> UnspokenNames { get; set; } = [];

    public RetryRules Rules => new(MaxAttempts, MaxReadBacks, FirstRetry, LastRetry, ReadBackAfter, ConfirmAfter);
}
