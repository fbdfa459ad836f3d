using Funnel.Accounts;

namespace Funnel.Measure;

/// <summary>What the health check says, for operators and for whoever watches from outside. Names accounts, never people, tokens or secrets.</summary>
/// <param name="Wrong">What keeps work from being done: what, where, and what to do.</param>
/// <param name="Notices">What somebody should know, and may have wanted.</param>
public sealed record HealthReport(
    bool Ok, IReadOnlyList<string> Wrong, IReadOnlyList<string> Notices, IReadOnlyList<AccountReport> Accounts, IReadOnlyList<DestinationReport> Destinations,
    IReadOnlyDictionary<string, DateTimeOffset?> TimersRanAt, DateTimeOffset? StorageWrittenAt, IReadOnlyDictionary<string, double> ClockAheadSeconds);

/// <param name="State"><c>working</c>, <c>paused</c> in the configuration or by its switch, or <c>lost</c>: its grant is dead.</param>
/// <param name="ReadAt">The last read that went well.</param>
/// <param name="CommentAt">When the last comment came.</param>
/// <param name="SentAt">The last reply or message that went well.</param>
/// <param name="FailedReads">Reads that failed in a row, of the kind that failed most.</param>
/// <param name="FailedSends">The same of sends.</param>
/// <param name="AccessExpiresAt">When its tokens end; null when it has none, or when they cannot be read now.</param>
public sealed record AccountReport(
    string Id, string Platform, string State, DateTimeOffset? ReadAt, DateTimeOffset? CommentAt, DateTimeOffset? SentAt, int FailedReads, int FailedSends,
    DateTimeOffset? AccessExpiresAt, DateTimeOffset? RefreshExpiresAt);

/// <param name="ReadAt">When it was last made ready and its arrivals read.</param>
/// <param name="WelcomedAt">The last welcome that went well.</param>
public sealed record DestinationReport(string Name, DateTimeOffset? ReadAt, DateTimeOffset? WelcomedAt, int FailedReads, int FailedWelcomes);

/// <summary>The facts at hand when somebody asks, of this process and the others.</summary>
internal sealed class KnownFacts(IReadOnlyList<AgedFact> facts)
{
    private readonly Dictionary<(FactKind, string), AgedFact> all = facts.ToDictionary(f => (f.Fact.Kind, f.Fact.Subject));

    public AgedFact? Find(FactKind kind, string subject) => all.GetValueOrDefault((kind, subject));

    /// <summary>When any of these last went well.</summary>
    public DateTimeOffset? At(string subject, params ReadOnlySpan<FactKind> kinds)
    {
        DateTimeOffset? last = null;
        foreach (var kind in kinds)
        {
            last = Find(kind, subject)?.Fact.At is { } at && !(at < last) ? at : last;
        }

        return last;
    }

    /// <summary>How long ago any of these last went well; null when none is known to have.</summary>
    public TimeSpan? GoodFor(string subject, params ReadOnlySpan<FactKind> kinds)
    {
        TimeSpan? shortest = null;
        foreach (var kind in kinds)
        {
            shortest = Find(kind, subject)?.GoodFor is { } age && !(age > shortest) ? age : shortest;
        }

        return shortest;
    }

    /// <summary>Failures in a row of the kind that has failed most.</summary>
    public int Failures(string subject, params ReadOnlySpan<FactKind> kinds)
    {
        var most = 0;
        foreach (var kind in kinds)
        {
            most = Math.Max(most, Find(kind, subject)?.Fact.Failures ?? 0);
        }

        return most;
    }
}
