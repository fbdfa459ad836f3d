using System.Globalization;

namespace Funnel.Storage.InMemory;

/// <summary>The rows of one partition in key order. Its owner locks.</summary>
internal sealed class MemoryPartition
{
    private readonly SortedList<string, Row> rows = new(StringComparer.Ordinal);

    public MemoryPartition Copy()
    {
        var copy = new MemoryPartition();
        foreach (var (key, row) in rows)
        {
            copy.rows.Add(key, row); // rows never change
        }

        return copy;
    }

    public IEnumerable<Row> All => rows.Values;

    public Row? Find(string key) => rows.GetValueOrDefault(key);

    public RowPage Query(KeyRange range, int take, string? continuation)
    {
        var at = range.From is null ? 0 : FirstNotBelow(range.From);
        if (continuation is not null)
        {
            at = Math.Max(at, FirstNotBelow(continuation + '\0'));
        }

        var page = new List<Row>();
        for (long chars = 0; at < rows.Count && IsBefore(rows.GetKeyAtIndex(at), range.Before); at++)
        {
            if (page.Count == take || chars >= RowRules.MaxPageChars)
            {
                return new(page, page[^1].Key);
            }

            page.Add(rows.GetValueAtIndex(at));
            chars += page[^1].Payload.Length;
        }

        return new(page, null);
    }

    /// <summary>Index of the first change whose condition does not hold, or -1.</summary>
    public int ConflictAt(IReadOnlyList<RowChange> changes)
    {
        for (var i = 0; i < changes.Count; i++)
        {
            var now = rows.GetValueOrDefault(changes[i].Key)?.Version;
            var holds = changes[i] switch
            {
                RowChange.Insert => now is null,
                RowChange.Replace replace => string.Equals(now, replace.Row.Version, StringComparison.Ordinal),
                RowChange.Delete { Version: { } version } => string.Equals(now, version, StringComparison.Ordinal),
                _ => true,
            };
            if (!holds)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Applies a change whose condition holds; returns the row's new version, empty for a delete.</summary>
    public string Apply(RowChange change, long version) => change switch
    {
        RowChange.Insert insert => Write(insert.Row, version),
        RowChange.Replace replace => Write(replace.Row, version),
        RowChange.Put put => Write(put.Row, version),
        _ => Remove(change.Key),
    };

    private static bool IsBefore(string key, string? before) => before is null || string.CompareOrdinal(key, before) < 0;

    private string Write(Row row, long version)
    {
        var text = version.ToString(CultureInfo.InvariantCulture);

        // A copy of the columns: what the caller does to its dictionary afterwards must not reach the store.
        rows[row.Key] = row with { Version = text, Columns = new Dictionary<string, string>(row.Columns, StringComparer.Ordinal) };
        return text;
    }

    private string Remove(string key)
    {
        rows.Remove(key);
        return "";
    }

    private int FirstNotBelow(string key)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(rows.GetKeyAtIndex(middle), key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
