using System.Numerics;

namespace Funnel.Leads;

/// <summary>What some counters come to together: marks, waits and stays of one group of people.</summary>
internal sealed class PeopleSum
{
    public static readonly int Kinds = Enum.GetValues<WaitKind>().Length;

    private readonly int[] marks = new int[32];
    private readonly int[]?[] waits = new int[Kinds][];
    private readonly Dictionary<int, int>?[] open = new Dictionary<int, int>[Kinds];

    /// <summary>Stays by how old their cohort is in whole days that are certainly over, and the whole days until the first deletion (-1: none yet).</summary>
    public Dictionary<(int Age, int Days), int> Stays { get; } = [];

    public int Returned { get; private set; }

    public int FoundLate { get; private set; }

    public int Of(Marks mark) => marks[BitOperations.Log2((uint)mark)];

    public int Of(Stage stage) => Of(MarksOf.Of(stage));

    /// <summary>People by bucket; the first are those whose wait was negative.</summary>
    public ReadOnlySpan<int> Waits(WaitKind kind) => waits[(int)kind];

    /// <summary>Those whose wait goes on, by hours since it began.</summary>
    public IReadOnlyDictionary<int, int> Open(WaitKind kind) => open[(int)kind] ?? [];

    public bool Has(WaitKind kind) => waits[(int)kind] is not null || open[(int)kind] is not null;

    public static PeopleSum Of(IEnumerable<PeopleSum> parts)
    {
        var sum = new PeopleSum();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    private void Add(PeopleSum other)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] += other.marks[i];
        }

        for (var kind = 0; kind < Kinds; kind++)
        {
            for (var i = 0; i < (other.waits[kind]?.Length ?? 0); i++)
            {
                AddWaits(kind, i - 1, other.waits[kind]![i]);
            }

            foreach (var (hours, count) in other.open[kind] ?? [])
            {
                AddOpen(kind, hours, count);
            }
        }

        foreach (var ((age, days), count) in other.Stays)
        {
            AddStays(age, days, StayNotes.None, count);
        }

        (Returned, FoundLate) = (Returned + other.Returned, FoundLate + other.FoundLate);
    }

    public void AddMarks(IReadOnlyDictionary<Marks, int> people)
    {
        foreach (var (mark, count) in people)
        {
            marks[BitOperations.Log2((uint)mark)] += count;
        }
    }

    public void AddWaits(int kind, int bucket, int count)
    {
        if (kind < Kinds)
        {
            (waits[kind] ??= new int[WaitBuckets.Count + 1])[Math.Clamp(bucket, WaitBuckets.Negative, WaitBuckets.Count - 1) + 1] += count;
        }
    }

    public void AddOpen(int kind, int hours, int count)
    {
        if (kind < Kinds)
        {
            var hourly = open[kind] ??= [];
            hourly[Math.Max(0, hours)] = hourly.GetValueOrDefault(Math.Max(0, hours)) + count;
        }
    }

    public void AddStays(int age, int days, StayNotes notes, int count)
    {
        Stays[(age, days)] = Stays.GetValueOrDefault((age, days)) + count;
        Returned += notes.HasFlag(StayNotes.IsBack) ? count : 0;
        FoundLate += notes.HasFlag(StayNotes.FoundLate) ? count : 0;
    }
}
