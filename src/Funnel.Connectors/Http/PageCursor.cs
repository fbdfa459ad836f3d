using System.Globalization;

namespace Funnel.Connectors.Http;

/// <summary>
/// Where reading stands in a list that is paged by numbers, newest first. What comes while it is read pushes the rest down: then a page brings some once more, which is harmless.
/// What is deleted pulls the rest up, and what was the first of the next page would be on none that is read. That shows in the list's length, so the cursor
/// remembers it: when the list has become shorter, reading goes back by as many pages as could have moved.
/// </summary>
/// <param name="Page">The page to read, from 1.</param>
/// <param name="Total">The list's length when the page before was read; null at the first, or where the platform did not say.</param>
internal readonly record struct PageCursor(long Page, long? Total)
{
    /// <summary>More than any list has; a bound for answers that never end.</summary>
    private const long MaxPages = 10_000;

    /// <summary>Reads what <see cref="Next"/> wrote; anything else begins anew.</summary>
    public static PageCursor Of(string? cursor)
    {
        var parts = (cursor ?? "").Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } page and >= 1 and <= MaxPages ? new(page, Number(parts[1])) : new(1, null);
    }

    /// <summary>Whether something may have moved up to a page that was read already: then <see cref="Next"/> goes back.</summary>
    /// <param name="total">The list's length now.</param>
    public bool HasMoved(long? total) => Page > 1 && Total > total;

    /// <summary>The cursor of the page to be read after this one, or null when this was the last.</summary>
    /// <param name="size">Items a page.</param>
    /// <param name="count">Items on this page, readable or not.</param>
    /// <param name="total">The list's length now, as the platform says; null when it does not: then an empty page is the end.</param>
    public string? Next(int size, int count, long? total)
    {
        if (HasMoved(total))
        {
            return Write(Math.Max(1, Page - (((Total - total)!.Value - 1) / size) - 1), total);
        }

        var isLast = total is { } all ? Page >= ((all - 1) / size) + 1 : count == 0;
        return isLast || Page >= MaxPages ? null : Write(Page + 1, total);
    }

    private static string Write(long page, long? total) => string.Create(CultureInfo.InvariantCulture, $"{page}/{total}");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
