using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Replay;

/// <summary>
/// Works on replays, a slice a message: so many people, or so long. Whose turn it is is written down first, then each lead's row decides what is done, then results and
/// position are committed with the version that was read. A message that comes twice or late finds another slice and does nothing; what a killed process leaves is gone
/// through again, which does nothing a second time.
/// </summary>
public sealed partial class ReplaySlices(
    IRows rows, IQueues queues, LeadStore leads, LeadLists lists, AccountBook accounts, ParkedWork parked, TimeProvider time, ILogger<ReplaySlices> log)
{
    /// <summary>As with messages about leads.</summary>
    private const int SideBySide = 16;
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    private readonly ReplayStore store = new(rows);
    private readonly ReplayIndex index = new(rows);
    private readonly ReplayScan scan = new(lists, accounts);

    /// <summary>People whose turn it is in one slice.</summary>
    internal int SliceSize { get; set; } = ReplayStore.MostRows;

    /// <summary>Works on a slice, and queues the next.</summary>
    public async Task Handle(ReplayMessage message, CancellationToken ct)
    {
        if (await store.Find(message.Replay, ct) is not { Head.IsOpen: true } read || read.Head.Slice != message.Slice)
        {
            return;
        }

        var plan = read.Head.Plan ?? await scan.Next(read.Head, SliceSize, ct);
        if (read.Head is { Plan: null, Request.DryRun: false } && plan.Leads.Count > 0)
        {
            if (await store.Write(read, Begun(read.Head) with { Plan = plan }, [], ct) is not { } planned)
            {
                return; // another has this slice, or it was cancelled
            }

            read = planned;
        }

        var (results, left) = await Work(read.Head, plan.Leads, ct);
        await Commit(read, plan with { Leads = left }, results, ct);
    }

    private async Task<(IReadOnlyList<ReplayResults> Results, IReadOnlyList<LeadId> Left)> Work(ReplayHead head, IReadOnlyList<LeadId> people, CancellationToken ct)
    {
        var (results, done, began) = (new List<ReplayResults>(), 0, time.GetTimestamp());
        foreach (var some in people.Chunk(SideBySide))
        {
            if (done > 0 && (!ReplayStore.HasRoom(results) || time.GetElapsedTime(began) > LongEnough || await store.Find(head.Id, ct) is not { Head.IsOpen: true }))
            {
                break;
            }

            var items = new IReadOnlyList<ReplayItem>[some.Length];
            var together = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct, TaskScheduler = TaskScheduler.Current };
            await Parallel.ForEachAsync(Enumerable.Range(0, some.Length), together, async (i, stop) => items[i] = await Run(head, some[i], stop));
            results.AddRange(items.Where(i => i.Count > 0).Select(i => new ReplayResults(i)));
            done += some.Length;
        }

        return (results, [.. people.Skip(done)]);
    }

    /// <summary>Everything of one person that is meant.</summary>
    private async Task<IReadOnlyList<ReplayItem>> Run(ReplayHead head, LeadId id, CancellationToken ct)
    {
        var request = head.Request;
        var order = new ReplayOrder(head.Id, head.By, request.Unsent, head.AttemptId);
        if (await leads.Find(id, ct) is not { } lead)
        {
            return [new(id, null, ReplayOutcome.NotFound, Reason.NoLead)];
        }

        var items = new List<ReplayItem>();
        foreach (var effect in lead.Effects.Where(e => request.Steps.Fit(e.Id)))
        {
            if (string.Equals(effect.ReplayedBy, head.Id, StringComparison.Ordinal))
            {
                items.Add(await Earlier(lead, effect, ct));
            }
            else if (effect.Status == EffectStatus.Parked && request.Selection.Fits(lead, effect))
            {
                items.Add(await (request.DryRun ? parked.Preview(lead, effect.Id, order, ct) : parked.Replay(lead, effect.Id, order, ct)));
            }
        }

        // Who is named is told of, whatever there is to tell.
        return items.Count > 0 || request.Selection.Lead is null ? items : [.. Unmet(lead, request)];
    }

    private static IEnumerable<ReplayItem> Unmet(Lead lead, ReplayRequest request)
    {
        var named = request.Step.Count == 0 ? [] : lead.Effects.Where(e => request.Steps.Fit(e.Id) && e.Status != EffectStatus.Parked).ToList();
        return named.Count > 0
            ? named.Select(e => new ReplayItem(lead.Id, e.Id, ReplayOutcome.Refused, Reason.NotParked(e.Id, e.Status)))
            : [new(lead.Id, null, ReplayOutcome.Refused, Reason.NothingSelected)];
    }

    /// <summary>What a process did that died before it wrote that down here: the lead's journal has it.</summary>
    private async Task<ReplayItem> Earlier(Lead lead, Effect effect, CancellationToken ct)
    {
        var how = (await leads.Journal(lead.Id, ct)).LastOrDefault(e => e.Kind == LeadEventKind.Replayed && string.Equals(e.Effect, effect.Id, StringComparison.Ordinal))?.Reason;
        return new(lead.Id, effect.Id, Equals(how, Reason.LooksFirst) ? ReplayOutcome.Look : ReplayOutcome.Send, how ?? Reason.SendsAgain) { Text = effect.Text };
    }

    private async Task Commit(StoredReplay read, ReplayPlan plan, IReadOnlyList<ReplayResults> results, CancellationToken ct)
    {
        var next = await Advanced(Begun(read.Head), plan, results, ct);
        var tail = Ending(next);
        if (await store.Write(read, next with { Counters = tail is null ? next.Counters : next.Counters.With(tail.Items) }, tail is null ? results : [.. results, tail], ct) is null)
        {
            await AddToCancelled(read, results, ct);
        }
        else if (next.IsOpen)
        {
            await queues.Enqueue(QueueNames.Replays, new ReplayMessage(next.Id, next.Slice).ToJson(), TimeSpan.Zero, ct);
        }
        else
        {
            await index.Close(next.Id, ct);
            Log.Done(log, next.Id, next.Counters.Selected, next.Counters.Send, next.Counters.Look, next.Counters.Refused);
        }
    }

    private async Task<ReplayHead> Advanced(ReplayHead head, ReplayPlan plan, IReadOnlyList<ReplayResults> results, CancellationToken ct)
    {
        List<ReplayItem> items = [.. results.SelectMany(r => r.Items)];
        var counters = head.Counters.With(items);
        head = head with { Slice = head.Slice + 1, MovedAt = time.GetUtcNow(), Counters = counters, Missing = [.. head.Missing.Except(await Comments(head, items, ct), StringComparer.Ordinal)] };
        if (plan.Leads.Count > 0)
        {
            return head with { Plan = plan };
        }

        head = head with { Plan = null, Counters = counters with { Looked = counters.Looked + plan.Looked } };
        return plan.End is { } end ? head with { Position = end } : head with { State = ReplayState.Done, FinishedAt = time.GetUtcNow() };
    }

    /// <summary>Of the comments that are named, those whose writers had their turn.</summary>
    private async Task<IEnumerable<string>> Comments(ReplayHead head, List<ReplayItem> items, CancellationToken ct)
    {
        if (head.Missing.IsEmpty)
        {
            return [];
        }

        var found = new List<string>();
        foreach (var id in items.Select(i => i.Lead).OfType<LeadId>().Distinct())
        {
            found.AddRange((leads.Recall(id) ?? await leads.Find(id, ct))?.Asks.Select(a => a.CommentId) ?? []);
        }

        return found;
    }

    private static ReplayResults? Ending(ReplayHead head) => head.State == ReplayState.Done && !head.Missing.IsEmpty
        ? new([.. head.Missing.Select(c => new ReplayItem(null, null, ReplayOutcome.NotFound, Reason.CommentNotParked(c)))])
        : null;

    /// <summary>Cancelled in the middle of the slice: what was done is told. Otherwise another has done this slice, and told of it.</summary>
    private async Task AddToCancelled(StoredReplay read, IReadOnlyList<ReplayResults> results, CancellationToken ct)
    {
        if (await store.Find(read.Head.Id, ct) is { Head.State: ReplayState.Cancelled } cancelled && cancelled.Head.Slice == read.Head.Slice)
        {
            var head = cancelled.Head with { Slice = read.Head.Slice + 1, Plan = null, Counters = cancelled.Head.Counters.With([.. results.SelectMany(r => r.Items)]) };
            await store.Write(cancelled, head, results, ct);
        }
    }

    private ReplayHead Begun(ReplayHead head) => head with { State = ReplayState.Running, StartedAt = head.StartedAt ?? time.GetUtcNow(), MovedAt = time.GetUtcNow() };

    private static partial class Log
    {
        [LoggerMessage(1641, LogLevel.Information, "Replay {Replay} is done: {Selected} selected, {Send} sent again, {Look} looked for first, {Refused} refused")]
        public static partial void Done(ILogger log, string replay, int selected, int send, int look, int refused);
    }
}
