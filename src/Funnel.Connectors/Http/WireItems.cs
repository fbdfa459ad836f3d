using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Http;

/// <summary>Reads the items of a list one by one, so that one bad item does not cost the page.</summary>
internal static partial class WireItems
{
    /// <param name="platform">In the log, which counts what was skipped.</param>
    /// <param name="map">Null when an item lacks what it needs.</param>
    /// <param name="isWhole">False when an item was skipped: then that something is not among the others proves nothing.</param>
    public static IReadOnlyList<T> Read<TItem, T>(
        string platform, ILogger log, IReadOnlyList<JsonElement>? elements, JsonTypeInfo<TItem> type, Func<TItem, T?> map, out bool isWhole)
        where T : class
    {
        elements ??= [];
        var items = elements.Select(e => ReadItem(e, type, map)).OfType<T>().ToList();
        isWhole = items.Count == elements.Count;
        if (!isWhole)
        {
            Log.Skipped(log, platform, elements.Count - items.Count, elements.Count);
        }

        return items;
    }

    private static T? ReadItem<TItem, T>(JsonElement element, JsonTypeInfo<TItem> type, Func<TItem, T?> map)
        where T : class
    {
        try
        {
            return element.Deserialize(type) is { } item ? map(item) : null;
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2103, LogLevel.Warning, "{Platform}: {Skipped} of {Count} items on a page have no id or cannot be read")]
        public static partial void Skipped(ILogger log, string platform, int skipped, int count);
    }
}
