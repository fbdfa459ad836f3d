namespace Funnel.Connectors.Http;

/// <summary>Tells from a page whether a platform lists newest first, which not all of them promise.</summary>
internal static class PageOrder
{
    /// <summary>Pinned comments stand above newer ones; no platform has more than a few.</summary>
    private const int Pinned = 3;

    /// <summary>Whether times fall from item to item, but for a few that are pinned. In doubt they do not: that costs a page more, the other would cost comments.</summary>
    public static bool IsNewestFirst(IReadOnlyList<Comment> items) => items.Count < 2 || (Count(items) is var (rises, falls) && rises <= Pinned && falls > rises);

    /// <summary>The same of a list that is asked for newest first: only times that rise, more often than pinned ones do, contradict that.</summary>
    public static bool KeepsNewestFirst(IReadOnlyList<Comment> items) => Count(items).Rises is var rises && (rises == 0 || (rises <= Pinned && 2 * rises < items.Count));

    private static (int Rises, int Falls) Count(IReadOnlyList<Comment> items)
    {
        var (rises, falls) = (0, 0);
        for (var i = 1; i < items.Count; i++)
        {
            rises += items[i].At > items[i - 1].At ? 1 : 0;
            falls += items[i].At < items[i - 1].At ? 1 : 0;
        }

        return (rises, falls);
    }
}
