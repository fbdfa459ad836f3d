using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Leads;

/// <summary>People of one cell: how many have which mark; and, as numbers one after the other, which stays and waits.</summary>
internal sealed record CellCount(Cell Cell, IReadOnlyDictionary<Marks, int> People)
{
    /// <summary>Four numbers each: the three of <see cref="CountedAs.Stay"/>, and people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Stays { get; init; }

    /// <summary>Three numbers each: the two of <see cref="CountedAs.Wait"/>, and people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Waits { get; init; }

    /// <summary>Three numbers each: the two of <see cref="CountedAs.Open"/>, and people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Open { get; init; }

    public static CellCount Of(Cell cell, IReadOnlyList<KeyValuePair<Counted, int>> counted) => new(
        cell, counted.Where(c => c.Key.As == CountedAs.Mark).OrderBy(c => c.Key.First).ToDictionary(c => (Marks)c.Key.First, c => c.Value))
    {
        Stays = CountedNumbers.Of(counted, CountedAs.Stay, 3),
        Waits = CountedNumbers.Of(counted, CountedAs.Wait, 2),
        Open = CountedNumbers.Of(counted, CountedAs.Open, 2),
    };

    [JsonIgnore]
    public IEnumerable<KeyValuePair<Counted, int>> Counted => People.Select(p => KeyValuePair.Create(new Counted(Cell, CountedAs.Mark, (int)p.Key), p.Value))
        .Concat(CountedNumbers.Read(Stays, Cell, CountedAs.Stay, 3)).Concat(CountedNumbers.Read(Waits, Cell, CountedAs.Wait, 2)).Concat(CountedNumbers.Read(Open, Cell, CountedAs.Open, 2));
}

/// <summary>A counter as it is stored.</summary>
internal sealed record CounterDocument(int Schema, IReadOnlyList<CellCount> Cells)
{
    /// <summary>
    /// 2: stays and waits are counted. A version that does not know them would write the counter back without what its lines go on counting for, so it must refuse. A counter that has
    /// none is written as before.
    /// </summary>
    public const int CurrentSchema = 2;

    /// <summary>Four numbers each: the three of <see cref="CountedAs.Hour"/>, and people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int[]? Hours { get; init; }

    public static CounterDocument Of(IReadOnlyList<CellCount> cells, IReadOnlyList<KeyValuePair<Counted, int>> hours)
    {
        var isMeasured = hours.Count > 0 || cells.Any(c => (c.Stays ?? c.Waits ?? c.Open) is not null);
        return new(isMeasured ? CurrentSchema : 1, cells) { Hours = CountedNumbers.Of(hours, CountedAs.Hour, 3) };
    }

    /// <exception cref="Storage.StorageException">A newer version wrote it.</exception>
    public static CounterDocument Read(string json) => JsonSerializer.Deserialize(json, LeadJson.Plain.CounterDocument)! is var document && document.Schema <= CurrentSchema
        ? document
        : throw new Storage.StorageException($"a counter has schema {document.Schema}; this version reads up to {CurrentSchema}. Run the version that wrote it.");

    [JsonIgnore]
    public IEnumerable<KeyValuePair<Counted, int>> Counted => Cells.SelectMany(c => c.Counted).Concat(CountedNumbers.Read(Hours, null, CountedAs.Hour, 3));
}

/// <summary>What is counted as numbers one after the other: a tenth of the characters of objects.</summary>
internal static class CountedNumbers
{
    /// <param name="width">How many numbers say what is counted; people come after them.</param>
    /// <returns>Null when there is nothing.</returns>
    public static int[]? Of(IReadOnlyList<KeyValuePair<Counted, int>> counted, CountedAs what, int width)
    {
        int[] numbers =
        [
            .. counted.Where(c => c.Key.As == what).OrderBy(c => c.Key.First).ThenBy(c => c.Key.Second).ThenBy(c => c.Key.Third)
                .SelectMany(c => (IEnumerable<int>)(width == 2 ? [c.Key.First, c.Key.Second, c.Value] : [c.Key.First, c.Key.Second, c.Key.Third, c.Value])),
        ];
        return numbers.Length > 0 ? numbers : null;
    }

    public static IEnumerable<KeyValuePair<Counted, int>> Read(int[]? numbers, Cell? cell, CountedAs what, int width)
    {
        for (var i = 0; i + width < (numbers?.Length ?? 0); i += width + 1)
        {
            yield return KeyValuePair.Create(new Counted(cell, what, numbers![i], numbers[i + 1], width == 2 ? 0 : numbers[i + 2]), numbers[i + width]);
        }
    }
}
