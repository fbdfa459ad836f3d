using System.Globalization;

namespace Funnel.Leads;

/// <summary>Where a reader of the feed stands: behind the entry at this place.</summary>
public readonly record struct FeedCursor(int Segment, int Place) : IComparable<FeedCursor>
{
    private const int MostChars = 21;

    public int CompareTo(FeedCursor other) => (Segment, Place).CompareTo((other.Segment, other.Place));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}.{Place}");

    public static bool TryParse(string? text, out FeedCursor cursor)
    {
        cursor = default;
        return text is { Length: <= MostChars } && text.Split('.') is [var segment, var place]
            && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var s) && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            && (cursor = new(s, p)) is { Segment: >= 1 };
    }
}

/// <param name="Place">Its own; who has read it goes on from there.</param>
public sealed record FedChange(FeedCursor Place, LeadChange Change);

/// <param name="Next">Where the next page begins.</param>
/// <param name="More">Whether there was more when it was read.</param>
public sealed record FeedPage(IReadOnlyList<FedChange> Changes, FeedCursor Next, bool More);

/// <summary>Hears that the feed has grown.</summary>
public interface IFeedReader
{
    /// <summary>Whether anybody wants the feed.</summary>
    bool IsThere { get; }

    /// <summary>There is something new. Called after it was written; may be called for nothing.</summary>
    ValueTask Grew(CancellationToken ct);
}
