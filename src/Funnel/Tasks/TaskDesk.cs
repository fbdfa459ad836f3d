using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Claims;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Review;

namespace Funnel.Tasks;

/// <summary>Who decides.</summary>
/// <param name="Name">Stands in the journal and the audit.</param>
/// <param name="Address">Where from; null when that is not known.</param>
public sealed record TaskPerson(string Name, string? Address = null);

/// <summary>What came of a decision.</summary>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
/// <param name="Until">Until when it is taken or put off.</param>
public sealed record TaskResult(TaskOutcome Outcome, Reason? Refusal = null, DateTimeOffset? Until = null);

/// <summary>
/// Carries out what operators decide about what waits for them: the one place for the console and for scripts. Of two decisions on one task one wins, by the lead's own
/// commit, and the other is told who was first; the same decision by the same person again changes nothing. Each stands in the journal and in the audit.
/// </summary>
public sealed class TaskDesk(LeadStore leads, ParkedWork parked, TaskNotes notes, ReviewDesk reviews, LeadLists lists, MerchantDays days, AuditLog audit, TimeProvider time)
{
    /// <summary>What is run again by a decision is no part of a replay.</summary>
    private const string OneByOne = "console";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <param name="seen">The task's <see cref="OpenTask.Seen"/> as it was decided on; null for whatever it is now.</param>
    public async Task<TaskResult> Decide(TaskId id, TaskAction action, TaskPerson by, string? seen, CancellationToken ct)
    {
        if (await leads.Find(id.Lead, ct) is not { } lead || lead.Find(id.Effect) is not { } effect)
        {
            return new(TaskOutcome.NotThere, Reason.NotWanted(id.Effect));
        }

        var result = action != TaskAction.PutBack && await notes.TakenFrom(by.Name, lead.AccountId, id, ct) is { } taken
            ? new(TaskOutcome.Refused, Reason.TaskTaken(taken.By, taken.Until))
            : await Do(id, action, by.Name, seen, lead, effect, ct);
        if (TaskActions.AuditedAs(action) is { } what)
        {
            var after = result.Refusal is { } refusal ? $"refused: {refusal.Code}" : TaskActions.WordOf(result.Outcome);
            await audit.Write(new(by.Name, what, $"lead/{id.Lead}") { Before = id.Effect, After = after, Address = by.Address });
        }

        if (result.Refusal is null && action is not (TaskAction.Take or TaskAction.PutOffHour or TaskAction.PutOffMorning))
        {
            await notes.Clear(lead.AccountId, id, ct);
            await lists.Flush(ct); // the list follows the lead after a moment: not for the one who is about to look at it
        }

        return result;
    }

    private async Task<TaskResult> Do(TaskId id, TaskAction action, string by, string? seen, Lead lead, Effect effect, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        switch (action)
        {
            case TaskAction.Done:
                return await Apply(id, action, by, seen, new LeadCommand.DoneByHand(now, id.Effect) { By = by }, ct);
            case TaskAction.GiveUp:
                return await Apply(id, action, by, seen, new LeadCommand.GiveUp(now, id.Effect) { By = by }, ct);
            case TaskAction.NotPossible:
                return await Apply(id, action, by, seen, new LeadCommand.GiveUp(now, id.Effect) { By = by, Why = Reason.NotPossible }, ct);
            case TaskAction.NotAnInquiry:
                return await NotAnInquiry(id, by, seen, lead, effect, ct);
            case TaskAction.PutBack:
                return await PutBack(id, by, ct);
            case TaskAction.RunAgain or TaskAction.RunAgainUnsent:
                return WhyNot(effect, seen) is { } stale ? new(TaskOutcome.Refused, stale) : Of(await parked.Replay(lead, id.Effect, new(OneByOne, by, action == TaskAction.RunAgainUnsent), ct));
            default:
                return WhyNot(effect, seen) is { } over ? new(TaskOutcome.Refused, over) : await Note(id, action, by, lead, now, ct);
        }
    }

    private async Task<TaskResult> Note(TaskId id, TaskAction action, string by, Lead lead, DateTimeOffset now, CancellationToken ct)
    {
        var note = action == TaskAction.Take
            ? await notes.Take(by, lead.AccountId, id, ct)
            : await notes.PutOff(by, lead.AccountId, id, action == TaskAction.PutOffHour ? now + Hour : Morning.After(now, days.OffsetOf(lead.AccountId)), ct);
        return note.IsTakenFrom(by, now) ? new(TaskOutcome.Refused, Reason.TaskTaken(note.By, note.Until)) : new(TaskActions.OutcomeOf(action), null, note.Until);
    }

    /// <summary>The lead's commit decides: who comes second finds it decided.</summary>
    private async Task<TaskResult> Apply(TaskId id, TaskAction action, string by, string? seen, LeadCommand command, CancellationToken ct)
    {
        var decided = await leads.Apply(id.Lead, l => l?.Find(id.Effect) is not { } effect ? Decided.Refuse(l, Reason.NotWanted(id.Effect))
            : WhyNot(effect, seen) is { } why ? Decided.Refuse(l, why)
            : LeadDecider.Decide(l, command), ct);
        return decided.Refusal is null || IsRepeated(decided.State?.Find(id.Effect), action, by) ? new(TaskActions.OutcomeOf(action)) : new(TaskOutcome.Refused, decided.Refusal);
    }

    private async Task<TaskResult> NotAnInquiry(TaskId id, string by, string? seen, Lead lead, Effect effect, CancellationToken ct)
    {
        if (!TaskBook.MayBeNoInquiry(lead, effect) || OpenTask.AskOf(lead, effect) is not { } ask)
        {
            return new(TaskOutcome.Refused, Reason.NotForThisTask(id.Effect));
        }

        var result = await Apply(id, TaskAction.NotAnInquiry, by, seen, new LeadCommand.NotInquiry(time.GetUtcNow()) { By = by }, ct);
        if (result.Refusal is null)
        {
            await reviews.Correct(lead.AccountId, ask, by, ct); // after a crash in between the same decision again does it
        }

        return result;
    }

    private async Task<TaskResult> PutBack(TaskId id, string by, CancellationToken ct)
    {
        Lead? before = null;
        var decided = await leads.Apply(id.Lead, l =>
        {
            before = l;
            return Dropped(l, id).Aggregate(LeadDecider.Decide(l, Back(id.Effect)), (d, other) => d.Refusal is null ? d.Then(Back(other)) : d);
        }, ct);
        if (decided.Refusal is { } why)
        {
            return new(TaskOutcome.Refused, why);
        }

        if (before?.Find(id.Effect) is { } effect && Equals(effect.Reason, Reason.NotAnInquiry) && OpenTask.AskOf(before, effect) is { } ask)
        {
            await reviews.TakeBack(before.AccountId, ask, by, ct);
        }

        return new(TaskOutcome.PutBack);

        LeadCommand.PutBack Back(string effect) => new(time.GetUtcNow(), effect) { By = by };
    }

    /// <summary>What else was dropped by the same word that the person asked for nothing.</summary>
    private static IEnumerable<string> Dropped(Lead? lead, TaskId id) => lead?.Find(id.Effect) is { Status: EffectStatus.Dropped, Hand: { } hand } one && Equals(one.Reason, Reason.NotAnInquiry)
        ? lead.Effects.Where(e => e.Status == EffectStatus.Dropped && e.Hand?.At == hand.At && !string.Equals(e.Id, id.Effect, StringComparison.Ordinal)).Select(e => e.Id)
        : [];

    /// <summary>Why nothing is to be decided about it any more; null when it waits, and as it was seen.</summary>
    private static Reason? WhyNot(Effect effect, string? seen) => effect switch
    {
        { Status: EffectStatus.Parked } => seen is null || string.Equals(seen, OpenTask.SeenOf(effect), StringComparison.Ordinal) ? null : Reason.TaskChanged(effect.Id),
        { Hand: { } hand } => Reason.TaskDecided(effect.Id, effect.Status, hand.By, hand.At),
        _ => Reason.TaskOver(effect.Id, effect.Status),
    };

    private static bool IsRepeated(Effect? effect, TaskAction action, string by) => effect?.Hand is { } hand && string.Equals(hand.By, by, StringComparison.Ordinal)
        && (action, effect.Status, Equals(effect.Reason, Reason.NotAnInquiry)) is (TaskAction.Done, EffectStatus.Sent, _)
            or (TaskAction.NotPossible or TaskAction.GiveUp, EffectStatus.Dropped, false) or (TaskAction.NotAnInquiry, EffectStatus.Dropped, true);

    private static TaskResult Of(ReplayItem item) => item.Outcome switch
    {
        ReplayOutcome.Send => new(TaskOutcome.Replayed),
        ReplayOutcome.Look => new(TaskOutcome.LooksFirst),
        _ => new(TaskOutcome.Refused, item.Why),
    };
}
