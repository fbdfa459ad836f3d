namespace Funnel.Intake.Handed;

/// <summary>What a page of comments is for that was handed to us.</summary>
public enum HandedUse
{
    /// <summary>To be counted and answered, like any other.</summary>
    Answer,

    /// <summary>Too old to be answered: to be counted.</summary>
    Count,

    /// <summary>Counted before; an operator wants them answered all the same.</summary>
    AnswerCounted,
}
