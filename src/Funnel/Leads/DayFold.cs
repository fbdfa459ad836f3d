namespace Funnel.Leads;

/// <summary>What the counters of a day of an account come to, once without the videos and once without all but them: a report reads tens of sums instead of thousands of cells.</summary>
/// <param name="Stamp">What the counters were read under; null when that is not known.</param>
/// <param name="Cells">By offer, wording and tier.</param>
/// <param name="Videos">By video and offer: their cells have neither wording nor tier.</param>
/// <param name="Hours">As in <see cref="CounterDocument.Hours"/>.</param>
internal sealed record DayFold(string? Stamp, IReadOnlyList<CellCount> Cells, IReadOnlyList<(string Video, CellCount Count)> Videos, int[] Hours)
{
    public static DayFold Of(string? stamp, IReadOnlyList<(string Video, CounterDocument Counter)> counters)
    {
        var (cells, videos, hours) = (new Dictionary<Cell, Folded>(), new List<(string, CellCount)>(), new Folded());
        var byOffer = new Dictionary<string, Folded>(StringComparer.Ordinal);
        foreach (var (video, counter) in counters)
        {
            byOffer.Clear();
            foreach (var count in counter.Cells)
            {
                At(cells, count.Cell).Add(count);
                At(byOffer, count.Cell.OfferId).Add(count);
            }

            videos.AddRange(byOffer.Select(o => (video, o.Value.Count(new(o.Key, null, null)))));
            hours.AddHours(counter.Hours);
        }

        return new(stamp, [.. cells.Select(c => c.Value.Count(c.Key))], videos, hours.Hours);
    }

    private static Folded At<T>(Dictionary<T, Folded> folded, T key)
        where T : notnull
    {
        if (!folded.TryGetValue(key, out var one))
        {
            folded[key] = one = new();
        }

        return one;
    }

    /// <summary>Numbers that are added up: what is counted, and people.</summary>
    private sealed class Folded
    {
        private readonly Dictionary<Marks, int> people = [];
        private readonly Dictionary<(int, int, int), int> stays = [];
        private readonly Dictionary<(int, int, int), int> waits = [];
        private readonly Dictionary<(int, int, int), int> open = [];

        public int[] Hours => Numbers(stays, 3) ?? [];

        public void Add(CellCount count)
        {
            foreach (var (mark, number) in count.People)
            {
                people[mark] = people.GetValueOrDefault(mark) + number;
            }

            Add(stays, count.Stays, 3);
            Add(waits, count.Waits, 2);
            Add(open, count.Open, 2);
        }

        public void AddHours(int[]? hours) => Add(stays, hours, 3);

        public CellCount Count(Cell cell) => new(cell, people) { Stays = Numbers(stays, 3), Waits = Numbers(waits, 2), Open = Numbers(open, 2) };

        private static void Add(Dictionary<(int, int, int), int> sums, int[]? numbers, int width)
        {
            for (var i = 0; i + width < (numbers?.Length ?? 0); i += width + 1)
            {
                var key = (numbers![i], numbers[i + 1], width == 3 ? numbers[i + 2] : 0);
                sums[key] = sums.GetValueOrDefault(key) + numbers[i + width];
            }
        }

        private static int[]? Numbers(Dictionary<(int, int, int), int> sums, int width) =>
            sums.Count == 0 ? null : [.. sums.SelectMany(s => (IEnumerable<int>)(width == 3 ? [s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Value] : [s.Key.Item1, s.Key.Item2, s.Value]))];
    }
}
