using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

/// <summary>What a replay did, or would do.</summary>
/// <param name="Reason">Why it was parked.</param>
/// <param name="Next">What comes of the replay: it is sent again, or looked for first; null when it was refused.</param>
public sealed record Replayed(LeadId Lead, string Effect, Reason? Reason, bool Done, Reason? Next, Reason? Refusal);

/// <summary>
/// Runs parked effects again, for operators and scripts: one lead, or all of an account. What may have been sent is looked for first; where nobody can look, the
/// replay is refused. So a replay of everything repeats nothing that happened.
/// </summary>
public sealed class ParkedWork(LeadStore leads, LeadLists lists, EffectRunner runner)
{
    /// <param name="effect">One effect; null or empty for all that are parked.</param>
    /// <param name="dryRun">True: only say what would be replayed.</param>
    /// <param name="by">Who asks for it, for the journal.</param>
    /// <param name="unsent">Whoever asks knows that what may have been sent was not, and answers for it.</param>
    public async Task<IReadOnlyList<Replayed>> Replay(IReadOnlyList<LeadId> ids, string? effect, bool dryRun, string by, CancellationToken ct, bool unsent = false)
    {
        var done = new List<Replayed>();
        foreach (var id in ids)
        {
            var lead = await leads.Find(id, ct);
            foreach (var parked in lead?.Effects.Where(e => e.Status == EffectStatus.Parked && (string.IsNullOrEmpty(effect) || string.Equals(e.Id, effect, StringComparison.Ordinal))) ?? [])
            {
                var decided = dryRun ? runner.Replay(lead, parked.Id, unsent, by) : await Replay(id, parked.Id, unsent, by, ct);
                done.Add(new(id, parked.Id, parked.Reason, decided.Changes && !dryRun, NextOf(decided), decided.Refusal));
            }
        }

        return done;
    }

    /// <summary>One effect. What is not parked is refused.</summary>
    public async Task<Decided> Replay(LeadId id, string effect, bool unsent, string by, CancellationToken ct) =>
        await leads.Apply(id, lead => runner.Replay(lead, effect, unsent, by), ct);

    /// <summary>What comes of a replay; null when it was refused.</summary>
    public static Reason? NextOf(Decided replay) => replay.Events.FirstOrDefault(e => e.Kind == LeadEventKind.Replayed)?.Reason;

    public async Task<IReadOnlyList<Replayed>> ReplayAll(string accountId, bool dryRun, string by, CancellationToken ct) =>
        await Replay([.. (await lists.Waiting(accountId, ct)).Select(s => s.Id)], null, dryRun, by, ct);
}
