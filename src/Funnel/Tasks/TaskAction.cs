using System.Collections.Frozen;
using Funnel.Audit;

namespace Funnel.Tasks;

/// <summary>What an operator may do about what waits for them.</summary>
public enum TaskAction
{
    /// <summary>Somebody is on it now, for <see cref="Claims.TaskNotes.Held"/>.</summary>
    Take = 1,

    /// <summary>It was done by hand.</summary>
    Done,

    /// <summary>It cannot be done by hand either.</summary>
    NotPossible,

    /// <summary>The person asked for nothing; the account learns that.</summary>
    NotAnInquiry,

    /// <summary>Not for an hour.</summary>
    PutOffHour,

    /// <summary>Not before the merchant's next morning.</summary>
    PutOffMorning,

    /// <summary>The machine tries again; what may have been sent is looked for first.</summary>
    RunAgain,

    /// <summary>The machine sends it again: whoever says so knows that it was not sent.</summary>
    RunAgainUnsent,

    /// <summary>It is never sent, for no reason that is told.</summary>
    GiveUp,

    /// <summary>The decision was a mistake.</summary>
    PutBack,
}

/// <summary>What came of it.</summary>
public enum TaskOutcome
{
    /// <summary>Not done; the reason says why.</summary>
    Refused = 1,
    NotThere,
    Taken,
    Done,
    NotPossible,
    NotAnInquiry,
    PutOff,
    Replayed,
    LooksFirst,
    GivenUp,
    PutBack,
}

/// <summary>The names of actions in forms, requests and audits.</summary>
public static class TaskActions
{
    private static readonly (TaskAction Action, string Name, string? Audited, TaskOutcome Outcome)[] All =
    [
        (TaskAction.Take, "take", null, TaskOutcome.Taken), // it ends by itself, and each copying is one
        (TaskAction.Done, "done", AuditActions.StepDoneByHand, TaskOutcome.Done),
        (TaskAction.NotPossible, "not-possible", AuditActions.StepNotPossible, TaskOutcome.NotPossible),
        (TaskAction.NotAnInquiry, "not-an-inquiry", AuditActions.StepNotAnInquiry, TaskOutcome.NotAnInquiry),
        (TaskAction.PutOffHour, "snooze", AuditActions.StepPutOff, TaskOutcome.PutOff),
        (TaskAction.PutOffMorning, "snooze-morning", AuditActions.StepPutOff, TaskOutcome.PutOff),
        (TaskAction.RunAgain, "replay", AuditActions.StepReplayed, TaskOutcome.Replayed),
        (TaskAction.RunAgainUnsent, "replay-unsent", AuditActions.StepReplayedUnsent, TaskOutcome.Replayed),
        (TaskAction.GiveUp, "give-up", AuditActions.StepGivenUp, TaskOutcome.GivenUp),
        (TaskAction.PutBack, "put-back", AuditActions.StepPutBack, TaskOutcome.PutBack),
    ];

    private static readonly FrozenDictionary<string, TaskAction> ByName = All.ToFrozenDictionary(a => a.Name, a => a.Action, StringComparer.Ordinal);

    public static IEnumerable<string> Names => All.Select(a => a.Name);

    /// <returns>Null when there is no such action.</returns>
    public static TaskAction? Find(string? name) => name is not null && ByName.TryGetValue(name, out var action) ? action : null;

    public static string NameOf(TaskAction action) => Of(action).Name;

    /// <summary>The outcome's word: <c>not-possible</c>.</summary>
    public static string WordOf(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.LooksFirst => "looks-first",
        TaskOutcome.Refused => "refused",
        TaskOutcome.NotThere => "not-there",
        TaskOutcome.Taken => "taken",
        TaskOutcome.PutOff => "put-off",
        TaskOutcome.Replayed => "replayed",
        TaskOutcome.GivenUp => "given-up",
        _ => All.First(a => a.Outcome == outcome).Name,
    };

    internal static TaskOutcome OutcomeOf(TaskAction action) => Of(action).Outcome;

    /// <summary>What stands in the audit; null for what does not.</summary>
    internal static string? AuditedAs(TaskAction action) => Of(action).Audited;

    private static (TaskAction Action, string Name, string? Audited, TaskOutcome Outcome) Of(TaskAction action) => All.First(a => a.Action == action);
}
