using System.Buffers.Text;
using System.Text;

namespace Funnel.Tasks;

/// <summary>
/// Where a task stands among the others: with those of its video, in the place of the most urgent of these. A cursor is the place of the last one that was seen: what is
/// done meanwhile moves those that are left of a video further back, so nothing is skipped.
/// </summary>
internal readonly record struct TaskOrder(string Group, string Place, string Rank, string Id) : IComparable<TaskOrder>
{
    private const int MaxCursorChars = 2_000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public int CompareTo(TaskOrder other)
    {
        var by = string.CompareOrdinal(Group, other.Group);
        by = by != 0 ? by : string.CompareOrdinal(Place, other.Place);
        by = by != 0 ? by : string.CompareOrdinal(Rank, other.Rank);
        return by != 0 ? by : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>For links.</summary>
    public string ToCursor() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Group}\n{Place}\n{Rank}\n{Id}"));

    /// <returns>Null when it is none of ours.</returns>
    public static TaskOrder? FromCursor(string cursor)
    {
        try
        {
            return cursor.Length <= MaxCursorChars && Utf8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\n') is [var group, var place, var rank, var id] ? new(group, place, rank, id) : null;
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>All of them with their places, in order.</summary>
    public static IReadOnlyList<(TaskOrder Order, TaskLine Line)> Sort(IEnumerable<TaskLine> lines, DateTimeOffset now)
    {
        var ranked = lines.Select(l => (Line: l, Rank: l.Rank(now))).ToList();
        var groups = ranked.GroupBy(r => r.Line.Place, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(r => r.Rank).Min(StringComparer.Ordinal)!, StringComparer.Ordinal);
        return [.. ranked.Select(r => (new TaskOrder(groups[r.Line.Place], r.Line.Place, r.Rank, r.Line.Id.ToString()), r.Line)).OrderBy(o => o.Item1)];
    }
}
