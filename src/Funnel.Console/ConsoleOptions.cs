using System.ComponentModel.DataAnnotations;

namespace Funnel.Console;

/// <summary>The operators' console. Section <c>Funnel:Console</c>.</summary>
public sealed class ConsoleOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "console";

    /// <summary>
    /// True only where Azure App Service authentication stands in front: its principal header is believed then, and one-time links are off.
    /// Roles are the app roles <c>viewer</c>, <c>operator</c>, <c>admin</c>.
    /// </summary>
    public bool EasyAuth { get; set; }

    /// <summary>How long an operator stays signed in after the last page.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan SessionLength { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Offset of the times on pages, which a browser elsewhere turns into its own. China's by default.</summary>
    [Range(typeof(TimeSpan), "-14:00:00", "14:00:00")]
    public TimeSpan UtcOffset { get; set; } = TimeSpan.FromHours(8);
}
