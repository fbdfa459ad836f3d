using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A row as it was seen.</summary>
/// <param name="Version">Empty when there was none.</param>
internal sealed record Seen<T>(T? Value, string Version)
    where T : class
{
    public static Seen<T> Nothing { get; } = new(null, "");
}

/// <summary>What one commit is to write: the lines first, then the counters, in the order of the changes, and the stamp.</summary>
internal sealed class DayCommit
{
    public List<LeadLine> Lines { get; } = [];

    public Dictionary<string, Seen<VideoCounter>> Counters { get; } = new(StringComparer.Ordinal);

    public List<RowChange> Changes { get; } = [];
}
