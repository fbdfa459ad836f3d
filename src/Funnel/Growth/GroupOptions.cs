using System.ComponentModel.DataAnnotations;

namespace Funnel.Growth;

/// <summary>A group, or several that fill one after the other, into which contacts are invited. Section <c>Funnel:Groups:N</c>; offers name it.</summary>
public sealed class GroupOptions
{
    /// <summary>Its name in ids: 1–20 lower-case letters, digits or '-'. People's codes carry it.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,20}$", ErrorMessage = "must be 1–20 lower-case letters, digits or '-'")]
    public string Id { get; set; } = "";

    /// <summary>The platform's ids of the groups, in the order in which they fill. One that is nearly full is taken out of the code in time.</summary>
    [MinLength(1, ErrorMessage = "needs at least one group of the platform"), MaxLength(50, ErrorMessage = "must be at most 50")]
    public List<string> Groups { get; set; } = [];

    /// <summary>When all are full the platform makes another group of this name, with a number behind it. Left out, it makes none.</summary>
    [MaxLength(40, ErrorMessage = "must be at most 40 characters")]
    public string? NewGroupName { get; set; }

    /// <summary>Whether the welcome brings the code along. True by default; false leaves it to staff (<see cref="TaskAfter"/>).</summary>
    public bool? InWelcome { get; set; }

    /// <summary>Who is not in the group so long after becoming a contact becomes a task: staff hands over the code. Left out, nobody does.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan? TaskAfter { get; set; }

    /// <summary>How often it is looked who is in its groups, beside the events that tell who comes and goes: events are lost at times.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromHours(6);

    /// <summary>What staff says when it hands the code over.</summary>
    [MaxLength(500, ErrorMessage = "must be at most 500 characters")]
    public string? Words { get; set; }
}
