using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>
/// Hashes of the comments that are in a day's total, in rows beside it: what is told once more, by whomever, was counted. They are written in the commit that changes the total.
/// An earlier version reads such a row as one that counts nothing.
/// </summary>
internal sealed class CountedIds
{
    /// <summary>What the keys of these rows and of the total begin with.</summary>
    public const string WithTotal = "t";

    private const string Prefix = "tids|";

    /// <summary>16 KB of hashes: in JSON less than a property of Table Storage holds.</summary>
    private const int InARow = 2_000;

    private readonly int rows;
    private readonly Row? last;

    private CountedIds(IReadOnlyList<Row> stored)
    {
        rows = stored.Count;
        last = stored.Count == 0 ? null : stored[^1];
        All = [.. stored.SelectMany(Hashes)];
    }

    public static KeyRange Range { get; } = KeyRange.Prefix(Prefix);

    /// <summary>The caller's own to add to.</summary>
    public HashSet<ulong> All { get; }

    public static CountedIds Of(IReadOnlyList<Row> beside) => new([.. beside.Where(IsOne)]);

    public static bool IsOne(Row row) => row.Key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The rows to write when these are counted as well.</summary>
    public IEnumerable<RowChange> With(string partition, IReadOnlyList<ulong> fresh)
    {
        var (left, next) = (fresh.ToArray(), rows);
        if (last is not null && left.Length > 0 && Hashes(last) is { Length: < InARow } begun)
        {
            yield return new RowChange.Replace(ToRow(partition, last.Key, [.. begun, .. left.Take(InARow - begun.Length)]) with { Version = last.Version });
            left = [.. left.Skip(InARow - begun.Length)];
        }

        foreach (var chunk in left.Chunk(InARow))
        {
            yield return new RowChange.Insert(ToRow(partition, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{next++:D6}"), chunk));
        }
    }

    private static ulong[] Hashes(Row row) => JsonSerializer.Deserialize(row.Payload, CountJson.Plain.CountRow)!.Hashes().ToArray();

    private static Row ToRow(string partition, string key, ulong[] ids) =>
        new(partition, key, JsonSerializer.Serialize(new CountRow(0, 0, 0, 0, 0, MemoryMarshal.AsBytes<ulong>(ids).ToArray()), CountJson.Plain.CountRow));
}
