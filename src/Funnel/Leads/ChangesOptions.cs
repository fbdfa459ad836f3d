using System.ComponentModel.DataAnnotations;

namespace Funnel.Leads;

/// <summary>The feed of what happened to leads, for other systems.</summary>
public sealed class ChangesOptions
{
    /// <summary>Whether it is written for whoever reads `GET /api/changes`. With `hooks` it is written in any case.</summary>
    public bool Feed { get; set; }

    /// <summary>How long it is kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);
}
