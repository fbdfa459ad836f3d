using Funnel.Accounts;
using Funnel.Claims;
using Funnel.Leads;
using Funnel.Replay;

namespace Funnel.Tasks;

/// <summary>
/// What operators have to do: every effect that waits for a person, what closes soon and who waits longest first, by video. Read from the lists of those who wait; the
/// words, the link and what can be done about it are made for the page that is looked at, by the code that would do it.
/// </summary>
public sealed class TaskBook(AccountBook accounts, LeadLists lists, LeadStore leads, TaskNotes notes, ParkedWork parked, TimeProvider time)
{
    private const string Nobody = "";

    /// <summary>A page of them.</summary>
    /// <param name="after"><see cref="TaskPage.Next"/> of the page before; what is no cursor of ours begins anew.</param>
    public async Task<TaskPage> Page(TaskFilter filter, string? after, int take, CancellationToken ct)
    {
        var lines = await Lines(filter.Account, filter.Among, ct);
        var open = lines.Where(l => !l.IsPutOff).ToList();
        var meant = (filter.PutOff ? lines.Where(l => l.IsPutOff) : open).Where(l => filter.Cause is null || string.Equals(l.Cause, filter.Cause, StringComparison.Ordinal));
        var sorted = TaskOrder.Sort(meant, time.GetUtcNow());
        var from = after is null ? null : TaskOrder.FromCursor(after);
        var rest = from is { } last ? sorted.SkipWhile(s => s.Order.CompareTo(last) <= 0).ToList() : sorted;
        var shown = rest.Take(take).ToList();
        var tasks = await Task.WhenAll(shown.Select(s => Open(s.Line, ct)));
        return new(
            [.. tasks.OfType<OpenTask>()],
            sorted.Count,
            lines.Count - open.Count,
            [.. open.GroupBy(l => l.Cause, StringComparer.Ordinal).Select(g => new TaskCause(g.Key, g.First().Why, g.Count()))
                .OrderByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal)],
            sorted.GroupBy(s => (s.Line.Lead.AccountId, s.Line.VideoId)).ToDictionary(g => g.Key, g => g.Count()),
            rest.Count > take ? shown[^1].Order.ToCursor() : null);
    }

    /// <summary>Whether <see cref="Page"/> goes on from there.</summary>
    public static bool IsCursor(string text) => TaskOrder.FromCursor(text) is not null;

    /// <summary>How many there are, without what was put off.</summary>
    /// <param name="among">See <see cref="TaskFilter.Among"/>.</param>
    public async Task<int> Count(IReadOnlyList<string>? among, CancellationToken ct) => (await Lines(null, among, ct)).Count(l => !l.IsPutOff);

    private async Task<List<TaskLine>> Lines(string? account, IReadOnlyList<string>? among, CancellationToken ct)
    {
        var found = new List<TaskLine>();
        foreach (var id in (among ?? [.. accounts.All.Select(a => a.Id), .. await accounts.Removed(ct)]).Where(a => account is null || string.Equals(a, account, StringComparison.Ordinal)))
        {
            var waiting = await lists.Waiting(id, ct);
            var noted = waiting.Count == 0 ? null : await notes.All(id, ct);
            found.AddRange(waiting.SelectMany(l => l.Waiting.Select(w => new TaskLine(l, w, noted!.GetValueOrDefault(new TaskId(l.Id, w.Effect).ToString())))));
        }

        return found;
    }

    private async Task<OpenTask?> Open(TaskLine line, CancellationToken ct)
    {
        var lead = leads.Recall(line.Lead.Id);
        lead = lead is null || lead.Entries < line.Lead.Entries ? await leads.Find(line.Lead.Id, ct) : lead;
        if (lead?.Find(line.Waiting.Effect) is not { Status: EffectStatus.Parked } effect)
        {
            return null; // decided since the list was written
        }

        var kind = OpenTask.KindOf(effect);
        var again = await parked.Foresee(lead, effect.Id, new("", Nobody, Unsent: false), ct);
        var unsent = kind == TaskKind.Check ? await parked.Foresee(lead, effect.Id, new("", Nobody, Unsent: true), ct) : null;
        var hand = again.Outcome == ReplayOutcome.Send ? new(again.Text, again.Link, again.With ?? []) : await parked.ByHand(lead, effect, ct);
        var text = kind == TaskKind.Check ? effect.Text ?? hand.Text : hand.Text ?? effect.Text;
        var ask = OpenTask.AskOf(lead, effect);
        return new(line, lead, effect, ask, kind, text, hand.Link, hand.With, [.. Actions(lead, effect, ask, again, unsent)]) 
        {
            Waits = again.Waits,
            Now = effect.Kind == EffectKind.Reward ? again.Why : null, // who counted may have left since, and what was stored may have been lost
            Picture = hand.Picture,
            PersonPage = accounts.Find(lead.AccountId)?.PageOf(lead.PersonId),
        };
    }

    private static IEnumerable<TaskAction> Actions(Lead lead, Effect effect, Ask? ask, ReplayItem again, ReplayItem? unsent)
    {
        yield return TaskAction.Done;
        if (again.Outcome is ReplayOutcome.Send or ReplayOutcome.Look)
        {
            yield return TaskAction.RunAgain;
        }

        if (unsent is { Outcome: ReplayOutcome.Send })
        {
            yield return TaskAction.RunAgainUnsent;
        }

        yield return TaskAction.NotPossible;
        if (MayBeNoInquiry(lead, effect) && ask is not null)
        {
            yield return TaskAction.NotAnInquiry;
        }

        yield return TaskAction.PutOffHour;
        yield return TaskAction.PutOffMorning;
    }

    /// <summary>Who is a contact has asked for something; and only what says something to the person speaks of their comment.</summary>
    internal static bool MayBeNoInquiry(Lead lead, Effect effect) => lead.Contact is null && effect.Kind is (EffectKind.Reply or EffectKind.Invite or EffectKind.Follow) && !lead.Asks.IsEmpty;
}
