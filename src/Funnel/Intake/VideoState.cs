using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Funnel.Connectors;

namespace Funnel.Intake;

/// <summary>What is known of a video: where reading stands, and a bounded memory of recent comments.</summary>
/// <param name="Count">Comment count as the platform last said.</param>
/// <param name="CountWhenRead">The count when it was last read to the end; differs from <paramref name="Count"/> when something is new.</param>
/// <param name="CompleteUpTo">Every comment up to this time has been read.</param>
/// <param name="Resume">Cursor at which a read was cut off; the pages from there to <paramref name="CompleteUpTo"/> are still to be read.</param>
/// <param name="Recent">Hashes of the most recent comment ids, 8 bytes each, oldest first.</param>
public sealed record VideoState(
    int Schema, string Id, string Title, string? Url, DateTimeOffset CreatedAt, long? Count, long? CountWhenRead, DateTimeOffset? ReadAt,
    DateTimeOffset? CompleteUpTo, string? Resume, byte[] Recent, bool Gone)
{
    public const int CurrentSchema = 1;

    /// <summary>Time of the newest comment read so far; <see cref="CompleteUpTo"/> once nothing is left behind it.</summary>
    public DateTimeOffset? Newest { get; init; }

    public static VideoState New(Video v) => new(CurrentSchema, v.Id, v.Title, v.Url, v.CreatedAt, v.CommentCount, null, null, null, null, [], false);

    /// <summary>The count when its newest comments were last read; null in states of versions that read a video to its end at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CountWhenSeen { get; init; }

    /// <summary>Its newest comments are to be read: there may be some that nobody has seen.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan atLeastEvery) =>
        !Gone && (HasNews || LastRead(now) is not { } last || now - last >= atLeastEvery);

    /// <summary>The platform counts other comments than when it was last read.</summary>
    [JsonIgnore]
    public bool HasNews => Count != (CountWhenSeen ?? CountWhenRead);

    /// <summary>Nothing of it was ever read.</summary>
    [JsonIgnore]
    public bool IsUnread => ReadAt is null && Newest is null && CompleteUpTo is null;

    /// <summary>Up to when everything was read; a read that failed counts for <see cref="ReadAt"/> only.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>When its newest comments were last read; null in states of versions that read a video to its end at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When what reads have left behind was last read on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? WentOnAt { get; init; }

    /// <summary>When the threads under its comments were last read, which is done after a loss alone.</summary>
    public DateTimeOffset? ThreadsAt { get; init; }

    /// <summary>Not read to its end since then; false when nobody asks.</summary>
    public bool IsUnreadSince(DateTimeOffset? then) => then is not null && !Gone && !(WholeAt >= then);

    /// <summary>Not read to its end since then, and reading on from where reads were cut off would not change that.</summary>
    public bool IsTopUnreadSince(DateTimeOffset? then) => IsUnreadSince(then) && !(Resume is not null && SeenAt >= then);

    /// <summary>When its newest comments were read, or could not be; null when it never was, or when that lies in the future: then the clock was set back, and nobody knows.</summary>
    public DateTimeOffset? LastRead(DateTimeOffset now) => ReadAt <= now ? ReadAt : null;

    /// <summary>As <see cref="LastRead"/>, of what lies behind.</summary>
    public DateTimeOffset? LastWentOn(DateTimeOffset now) => WentOnAt <= now ? WentOnAt : null;

    internal HashSet<ulong> RecentIds() => [.. MemoryMarshal.Cast<byte, ulong>(Recent)];

    /// <summary>Remembers more ids, forgetting the oldest over the bound.</summary>
    /// <param name="older">Ids from behind a cut, oldest first: they are forgotten before all others.</param>
    /// <param name="newer">Ids of new comments, oldest first.</param>
    internal VideoState Remember(IEnumerable<string> older, IEnumerable<string> newer, int bound)
    {
        ulong[] all = [.. older.Select(id => Fnv1a.Hash64(id)), .. MemoryMarshal.Cast<byte, ulong>(Recent), .. newer.Select(id => Fnv1a.Hash64(id))];
        var kept = all.AsSpan(Math.Max(0, all.Length - bound));
        return this with { Recent = MemoryMarshal.AsBytes(kept).ToArray() };
    }
}
