using System.Collections.Immutable;
using System.Text.Json;

namespace Funnel.Leads;

/// <summary>People of one cell who have a mark.</summary>
internal sealed record CellCount(Cell Cell, IReadOnlyDictionary<Marks, int> People);

/// <summary>A counter as it is stored.</summary>
internal sealed record CounterDocument(int Schema, IReadOnlyList<CellCount> Cells)
{
    public const int CurrentSchema = 1;
}

/// <summary>How many people who first asked under one video on one day have which mark, by offer, variant and tier. Immutable.</summary>
internal sealed class VideoCounter
{
    public static readonly VideoCounter Empty = new(ImmutableDictionary<(Cell, Marks), int>.Empty);

    private readonly ImmutableDictionary<(Cell Cell, Marks Mark), int> people;

    private VideoCounter(ImmutableDictionary<(Cell, Marks), int> people) => this.people = people;

    /// <summary>What was counted, in a fixed order.</summary>
    public IReadOnlyList<CellCount> Cells =>
    [
        .. people.GroupBy(p => p.Key.Cell, p => (p.Key.Mark, People: p.Value))
            .OrderBy(c => c.Key.OfferId, StringComparer.Ordinal).ThenBy(c => c.Key.Variant ?? -1).ThenBy(c => c.Key.Tier)
            .Select(c => new CellCount(c.Key, c.OrderBy(m => m.Mark).ToDictionary(m => m.Mark, m => m.People))),
    ];

    public VideoCounter Add(LeadLine line) => Change(line, 1);

    public VideoCounter Remove(LeadLine line) => Change(line, -1);

    public VideoCounter Add(VideoCounter other)
    {
        var sum = people.ToBuilder();
        foreach (var (counted, number) in other.people)
        {
            sum[counted] = sum.GetValueOrDefault(counted) + number;
        }

        return new(sum.ToImmutable());
    }

    public string ToJson() => JsonSerializer.Serialize(new CounterDocument(CounterDocument.CurrentSchema, Cells), LeadJson.Plain.CounterDocument);

    /// <exception cref="Storage.StorageException">A newer version wrote it.</exception>
    public static VideoCounter Parse(string json)
    {
        var document = JsonSerializer.Deserialize(json, LeadJson.Plain.CounterDocument)!;
        return document.Schema <= CounterDocument.CurrentSchema
            ? new(document.Cells.SelectMany(c => c.People.Select(p => KeyValuePair.Create((c.Cell, p.Key), p.Value))).ToImmutableDictionary())
            : throw new Storage.StorageException(
                $"a counter has schema {document.Schema}; this version reads up to {CounterDocument.CurrentSchema}. Run the version that wrote it.");
    }

    private VideoCounter Change(LeadLine line, int by)
    {
        var changed = people.ToBuilder();
        foreach (var mark in MarksOf.Each.Where(m => line.Marks.HasFlag(m)))
        {
            var now = changed.GetValueOrDefault((line.Cell, mark)) + by;
            if (now == 0)
            {
                changed.Remove((line.Cell, mark));
            }
            else
            {
                changed[(line.Cell, mark)] = now;
            }
        }

        return new(changed.ToImmutable());
    }
}
