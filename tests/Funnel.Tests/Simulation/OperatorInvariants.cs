using Funnel.Leads;
using Funnel.Replay;
using Funnel.Review;

namespace Funnel.Tests.Simulation;

/// <summary>What must hold of everything that operators decided, whatever died meanwhile.</summary>
internal sealed class OperatorInvariants(World world, SimulatedProcess eyes, Action<bool, string> require)
{
    public void Check()
    {
        foreach (var ignored in world.Operators.Switches.Ignored())
        {
            require(false, ignored);
        }

        foreach (var item in world.Operators.Reviews.GroupBy(d => (d.Account, d.Item)))
        {
            Decided([.. item]);
        }

        foreach (var asked in world.Operators.Replays.GroupBy(r => r.Key))
        {
            Ended(asked.Key, [.. asked.Select(r => r.Id).Distinct()]);
        }

        foreach (var (id, effect, at) in world.Operators.TakenOver)
        {
            NeverSentAgain(id, effect, at);
        }
    }

    /// <summary>One replay a key, which has come to its end, and whose counters are the sum of its results.</summary>
    private void Ended(string key, List<string> ids)
    {
        require(ids.Count == 1, $"{key} started {ids.Count} replays");
        var replay = Wait(eyes.Replays.Find(ids[0], CancellationToken.None));
        require(replay is { IsOpen: false }, $"replay {ids[0]} is {replay?.State}, and nothing will change that");
        var told = new List<ReplayItem>();
        var page = new ReplayItemPage([], "");
        for (; page.Next is not null; told.AddRange(page.Items))
        {
            page = Wait(eyes.Replays.Items(ids[0], page.Next, CancellationToken.None));
        }

        require(told.DistinctBy(i => (i.Lead, i.Effect)).Count() == told.Count, $"replay {ids[0]} tells twice of the same");
        require(replay?.Counters.Selected == told.Count && replay.Counters.Send == told.Count(i => i.Outcome == ReplayOutcome.Send), $"replay {ids[0]} counts {replay?.Counters} and tells of {told.Count}");
    }

    /// <summary>Neither lost nor doubled: told once, carried out, learned, and gone from the desk.</summary>
    private void Decided(List<SimulatedOperators.ReviewDecision> tries)
    {
        var told = tries.FindAll(d => d.Result == ReviewResult.Done);
        require(told.Count <= 1, $"{tries[0].CommentId}: {told.Count} operators were told that they decided it: {string.Join(", ", told.Select(d => d.Inquiry))}");
        if (told.Count != 1)
        {
            return;
        }

        var decision = told[0];
        var left = Wait(eyes.Reviews.List(decision.Account, 1_000, CancellationToken.None)).Any(i => string.Equals(i.Id, decision.Item, StringComparison.Ordinal));
        require(!left, $"{decision.CommentId} was decided and lies on the desk");
        var learned = eyes.Corrections.Of(decision.Account, CancellationToken.None).AsTask().GetAwaiter().GetResult().Ids.Count(i => string.Equals(i, decision.Item, StringComparison.Ordinal));
        require(learned == 1, $"{decision.CommentId} was decided and learned {learned} times");
        var journal = Wait(eyes.Leads.Journal(LeadId.Of(decision.Account, decision.PersonId), CancellationToken.None));
        var opened = journal.Count(e => e.Kind is LeadEventKind.Inquired or LeadEventKind.AskedAgain && string.Equals(e.CommentId, decision.CommentId, StringComparison.Ordinal)
            && (decision.Inquiry || string.Equals(e.By, SimulatedOperators.Name, StringComparison.Ordinal))); // read again, it may look clear by what was learned since
        require(opened == (decision.Inquiry ? 1 : 0), $"{decision.CommentId} was decided to be {(decision.Inquiry ? "an inquiry" : "chatter")} and opened a lead {opened} times");
    }

    /// <summary>The machine lets go of what an operator did or gave up; only an attempt that was under way already may still come in.</summary>
    private void NeverSentAgain(LeadId id, string effect, DateTimeOffset at)
    {
        var journal = Wait(eyes.Leads.Journal(id, CancellationToken.None)).SkipWhile(e => e.At < at);
        var claimed = journal.SkipWhile(e => e.Kind is not (LeadEventKind.DoneByHand or LeadEventKind.Dropped) || !string.Equals(e.Effect, effect, StringComparison.Ordinal))
            .FirstOrDefault(e => e.Kind == LeadEventKind.Claimed && string.Equals(e.Effect, effect, StringComparison.Ordinal));
        require(claimed is null, $"lead {id}: {effect} was an operator's at {at:HH:mm:ss} and claimed at {claimed?.At:HH:mm:ss}");
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
