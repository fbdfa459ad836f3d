using System.Collections.Immutable;
using System.Text.Json;

namespace Funnel.Leads;

/// <summary>How many people who first asked under one video on one day count for what, by offer, variant and tier; of waits also by hour. Immutable.</summary>
internal sealed class VideoCounter
{
    public static readonly VideoCounter Empty = new(ImmutableDictionary<Counted, int>.Empty);

    private readonly ImmutableDictionary<Counted, int> people;

    private VideoCounter(ImmutableDictionary<Counted, int> people) => this.people = people;

    /// <summary>What was counted, in a fixed order.</summary>
    public IReadOnlyList<CellCount> Cells =>
    [
        .. people.Where(p => p.Key.Cell is not null).GroupBy(p => p.Key.Cell!)
            .OrderBy(c => c.Key.OfferId, StringComparer.Ordinal).ThenBy(c => c.Key.Variant ?? -1).ThenBy(c => c.Key.Tier)
            .Select(c => CellCount.Of(c.Key, [.. c])),
    ];

    public VideoCounter Add(LeadLine line) => Change(line, 1);

    public VideoCounter Remove(LeadLine line) => Change(line, -1);

    public VideoCounter Add(VideoCounter other)
    {
        var sum = people.ToBuilder();
        foreach (var (counted, number) in other.people)
        {
            Add(sum, counted, number);
        }

        return new(sum.ToImmutable());
    }

    public string ToJson() => JsonSerializer.Serialize(CounterDocument.Of(Cells, [.. people.Where(p => p.Key.Cell is null)]), LeadJson.Plain.CounterDocument);

    /// <exception cref="Storage.StorageException">A newer version wrote it.</exception>
    public static VideoCounter Parse(string json) => new(CounterDocument.Read(json).Counted.ToImmutableDictionary());

    private VideoCounter Change(LeadLine line, int by)
    {
        var changed = people.ToBuilder();
        foreach (var counted in line.Counted)
        {
            Add(changed, counted, by);
        }

        return new(changed.ToImmutable());
    }

    private static void Add(ImmutableDictionary<Counted, int>.Builder sum, Counted counted, int by)
    {
        var now = sum.GetValueOrDefault(counted) + by;
        if (now == 0)
        {
            sum.Remove(counted);
        }
        else
        {
            sum[counted] = now;
        }
    }
}
