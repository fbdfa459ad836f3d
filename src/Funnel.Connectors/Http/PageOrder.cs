namespace Funnel.Connectors.Http;

/// <summary>Tells from a page whether a platform lists newest first, which not all of them promise.</summary>
internal static class PageOrder
{
    /// <summary>Pinned comments stand above newer ones; no platform has more than a few.</summary>
    private const int Pinned = 3;

    /// <summary>Whether times fall from item to item, but for a few that are pinned. In doubt they do not: that costs a page more, the other would cost comments.</summary>
    public static bool IsNewestFirst(IReadOnlyList<Comment> items)
    {
        var (rises, falls) = (0, 0);
        for (var i = 1; i < items.Count; i++)
        {
            rises += items[i].At > items[i - 1].At ? 1 : 0;
            falls += items[i].At < items[i - 1].At ? 1 : 0;
        }

        return items.Count < 2 || (rises <= Pinned && falls > rises);
    }
}
