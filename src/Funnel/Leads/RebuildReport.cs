namespace Funnel.Leads;

/// <summary>What was not as the leads say.</summary>
public enum Difference
{
    /// <summary>A lead's line was not there.</summary>
    LineMissing,

    /// <summary>A lead's line was older than the lead, or said something else.</summary>
    LineWrong,

    /// <summary>A line of no lead of that day.</summary>
    LineTooMany,

    /// <summary>A lead that waits for a person was not in the list of those who do, or not as it is.</summary>
    WaitingMissing,

    /// <summary>A lead was in the list of those who wait for a person and does not.</summary>
    WaitingTooMany,

    /// <summary>A video's counter was not the sum of its leads.</summary>
    CounterWrong,
}

/// <param name="Read">Leads that were read.</param>
/// <param name="Checked">Leads whose lines were compared.</param>
public sealed record RebuildProgress(int Read, int Checked);

/// <summary>What a rebuild found.</summary>
/// <param name="Found">How often each difference was found; only those that were.</param>
/// <param name="Examples">The first ten of them, as partition and row.</param>
public sealed record RebuildReport(int Leads, IReadOnlyDictionary<Difference, int> Found, IReadOnlyList<(Difference Kind, string Where)> Examples);

/// <summary>Collects what a rebuild finds.</summary>
internal sealed class RebuildFindings
{
    private const int MostExamples = 10;

    private readonly SortedDictionary<Difference, int> found = [];
    private readonly List<(Difference, string)> examples = [];

    public void Add(Difference kind, string partition, string key)
    {
        found[kind] = found.GetValueOrDefault(kind) + 1;
        if (examples.Count < MostExamples)
        {
            examples.Add((kind, $"{partition} {key}"));
        }
    }

    public RebuildReport Report(int leads) => new(leads, found, examples);
}
