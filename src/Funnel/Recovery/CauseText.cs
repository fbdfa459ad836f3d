using System.Globalization;

namespace Funnel.Recovery;

/// <summary>Why there is a catch-up, for logs and the health check.</summary>
internal static class CauseText
{
    public static string Of(CatchUp catchUp) => catchUp.Cause switch
    {
        CatchUpCause.New => "the storage was empty (a new shop's is; one that worked before has lost everything)",
        CatchUpCause.Behind => "the database has lost commits: a copy was put in its place, or its -wal file was removed",
        CatchUpCause.Replaced => "the database was empty or another one: it was deleted, emptied or exchanged",
        CatchUpCause.Copied => "the database is a copy, and what it was copied from may have gone on",
        CatchUpCause.Gap => string.Create(CultureInfo.InvariantCulture, $"nobody was there from about {catchUp.Since:u} on"),
        _ => throw new ArgumentOutOfRangeException(nameof(catchUp), catchUp.Cause, "unknown cause"),
    };
}
