using Funnel.Connectors.Http;

namespace Funnel.Connectors.Kuaishou;

/// <summary>
/// Where reading stands in a list that begins with the oldest: from the last page to the first. What comes is behind what was read, and what is deleted pulls the rest towards
/// pages that are still to be read, so nothing is missed.
/// </summary>
internal static class BackwardCursor
{
    private const char Mark = '-';

    /// <summary>The page before, or null at the first.</summary>
    public static string? Before(long page) => page > 1 ? Mark + Json.Invariant(page - 1) : null;

    /// <summary>The page to read; null for what <see cref="Before"/> has not made.</summary>
    public static long? Parse(string? cursor) => cursor is [Mark, .. var page] ? Advertisers.Number(page) : null;

    /// <summary>Whether times grow from item to item, mostly: a comment that is kept on top says nothing.</summary>
    public static bool IsOldestFirst(IReadOnlyList<Comment> items) => items.Zip(items.Skip(1), (one, next) => next.At.CompareTo(one.At)).Sum() > 0;
}
