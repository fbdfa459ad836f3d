namespace Funnel.Triage.Asking;

/// <summary>How asking went. Everything but the first three leaves the verdict as it was: a person decides.</summary>
public enum AskOutcome : byte
{
    /// <summary>The model answered, and surely enough.</summary>
    Answered,

    /// <summary>The same comment was answered before.</summary>
    Cached,

    /// <summary>The model answered but is not sure either.</summary>
    Unsure,

    /// <summary>The verdict was not in the unsure band, so nobody was asked.</summary>
    NotNeeded,

    /// <summary>The day's budget is spent.</summary>
    OverBudget,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The service refused or could not be reached.</summary>
    Failed,

    /// <summary>What came back is not the answer that was asked for.</summary>
    BadAnswer,
}

/// <summary>The verdict after asking, and how asking went.</summary>
public readonly record struct LanguageModelAnswer(Verdict Verdict, AskOutcome Outcome);
