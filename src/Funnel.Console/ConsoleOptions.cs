using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Console.SignIn;

namespace Funnel.Console;

/// <summary>The operators' console. Section <c>Funnel:Console</c>.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "console";

    /// <summary>
    /// True only where Azure App Service authentication stands in front, or a proxy in <c>console.trustedProxies</c> that writes its headers: its principal header is believed
    /// then, and one-time links are off. The host does not start with it anywhere else. Roles are the app roles <c>viewer</c>, <c>operator</c>, <c>admin</c>, unless others
    /// are named.
    /// </summary>
    public bool EasyAuth { get; set; }

    /// <summary>With <c>console.easyAuth</c>: the claim that holds roles, where it is not the principal's own or <c>roles</c>; <c>groups</c> for example.</summary>
    public string EasyAuthRoleClaim { get; set; } = "";

    /// <summary>With <c>console.easyAuth</c>: which of the claim's values is which role. Where any is named, others are none.</summary>
    public List<EasyAuthRole> EasyAuthRoles { get; set; } = [];

    /// <summary>
    /// Addresses or networks of reverse proxies, such as <c>10.0.0.5</c> or <c>10.0.0.0/8</c>: from these <c>X-Forwarded-For</c> is believed, so that the audit names the
    /// real address and only who guesses is locked out.
    /// </summary>
    [Each("[0-9A-Fa-f.:]+(/[0-9]{1,3})?", ErrorMessage = "must be addresses or networks such as 10.0.0.5 or 10.0.0.0/8")]
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>
    /// Staff who may sign in through the platform on which they work, beside one-time links: with <c>weCom.signIn</c> by scanning a code. Nobody else of the company gets in. Not with
    /// <c>console.easyAuth</c>.
    /// </summary>
    public List<StaffMember> Staff { get; set; } = [];

    /// <summary>How long an operator stays signed in after the last page.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long an operator stays signed in at most, however busy.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan SessionEnds { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Offset of the times on pages, which a browser elsewhere turns into its own. China's by default.</summary>
    [Range(typeof(TimeSpan), "-14:00:00", "14:00:00")]
    public TimeSpan UtcOffset { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Whether the platform says that its authentication stands in front.</summary>
    internal bool PlatformSignsIn { get; set; }
}

/// <summary>Somebody of the merchant's staff, and what they may do in the console.</summary>
public sealed class StaffMember
{
    /// <summary>As the platform names them: the user id (账号) in WeCom's address book, in its very letters.</summary>
    [Required, MaxLength(64)]
    public string UserId { get; set; } = "";

    /// <summary>What the journal and the log call them; the user id where it is empty.</summary>
    [MaxLength(100)]
    public string Name { get; set; } = "";

    /// <summary>What they may do.</summary>
    [Required]
    public Role? Role { get; set; }

    /// <summary>For whom they work, as <c>accounts[].merchant</c> names them: they see these merchants' accounts alone. Empty for all.</summary>
    public List<string> Merchants { get; set; } = [];
}

/// <summary>A value of a claim, and the role it stands for.</summary>
public sealed class EasyAuthRole
{
    /// <summary>The claim's value: an app role, or a group's id.</summary>
    [Required]
    public string Value { get; set; } = "";

    /// <summary>What people who have it may do.</summary>
    public Role Role { get; set; } = Role.Viewer;

    /// <summary>For whom they work, as <c>accounts[].merchant</c> names them. Empty for all. Who has several roles has the highest, for its merchants.</summary>
    public List<string> Merchants { get; set; } = [];
}
