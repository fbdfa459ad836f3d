using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

/// <summary>What a replay did, or would do.</summary>
public sealed record Replayed(LeadId Lead, string Effect, Reason? Reason, bool Done, Reason? Refusal);

/// <summary>Runs parked effects again, for operators and scripts: one lead, or all of an account.</summary>
public sealed class ParkedWork(LeadStore leads, LeadLists lists, TimeProvider time)
{
    /// <param name="effect">One effect; null or empty for all that are parked.</param>
    /// <param name="dryRun">True: only say what would be replayed.</param>
    /// <param name="by">Who asks for it, for the journal.</param>
    public async Task<IReadOnlyList<Replayed>> Replay(IReadOnlyList<LeadId> ids, string? effect, bool dryRun, string by, CancellationToken ct)
    {
        var done = new List<Replayed>();
        foreach (var id in ids)
        {
            var lead = await leads.Find(id, ct);
            foreach (var parked in lead?.Effects.Where(e => e.Status == EffectStatus.Parked && (string.IsNullOrEmpty(effect) || string.Equals(e.Id, effect, StringComparison.Ordinal))) ?? [])
            {
                Decided Again(Lead? l) => LeadDecider.Decide(l, new LeadCommand.Replay(time.GetUtcNow(), parked.Id) { By = by });
                var decided = dryRun ? Again(lead) : await leads.Apply(id, Again, ct);
                done.Add(new(id, parked.Id, parked.Reason, decided.Changes && !dryRun, decided.Refusal));
            }
        }

        return done;
    }

    public async Task<IReadOnlyList<Replayed>> ReplayAll(string accountId, bool dryRun, string by, CancellationToken ct) =>
        await Replay([.. (await lists.Waiting(accountId, ct)).Select(s => s.Id)], null, dryRun, by, ct);
}
