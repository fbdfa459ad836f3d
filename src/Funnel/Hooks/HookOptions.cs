using System.ComponentModel.DataAnnotations;

namespace Funnel.Hooks;

/// <summary>Another system that is told of changes by signed requests.</summary>
public sealed class HookOptions
{
    /// <summary>Stands in <see cref="Changes"/> of a hook that is told of none.</summary>
    public const string NoChanges = "none";

    /// <summary>Name in addresses, logs and audits; what was delivered is remembered by it.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "must be 1–40 lower-case letters, digits or '-'")]
    public string Name { get; set; } = "";

    /// <summary>Where it is told: https, or http on this machine. Redirections are not followed.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>
    /// Secret of the signatures, at least 24 characters: text, or as Standard Webhooks writes it, `whsec_` and Base64.
    /// </summary>
    [Required, MinLength(24)]
    public string Secret { get; set; } = "";

    /// <summary>Changes that it is told of, as `added` or `lost`; all when empty, and none when it is `none`.</summary>
    public List<string> Changes { get; set; } = [];

    /// <summary>Accounts whose leads it is told of; all when empty.</summary>
    public List<string> Accounts { get; set; } = [];

    /// <summary>Whether it is told each Monday what the last week came to: the report `week` of its accounts.</summary>
    public bool Weekly { get; set; }

    /// <summary>With `weekly`: at what time of Monday, by the clocks of its accounts; the last of them counts.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")]
    public TimeSpan WeeklyAt { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How long a request may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>When it has failed for so long it is stopped, until somebody says that it goes on. Nothing is passed over.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "25.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Whether its address may be one of a private network: 10.x, 172.16–31.x, 192.168.x, link-local or alike.</summary>
    public bool AllowPrivate { get; set; }
}
