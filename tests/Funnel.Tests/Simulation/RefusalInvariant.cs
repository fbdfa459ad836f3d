using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Tests.Simulation;

/// <summary>
/// Nothing is claimed for a person of any account, once it is stored that they want to be left alone and every process has had its five seconds; nothing but the one message that confirms it,
/// in the account in whose chat they said so, and never two.
/// </summary>
internal sealed class RefusalInvariant(World world, SimulatedProcess eyes)
{
    private static readonly TimeSpan KnownEverywhere = TimeSpan.FromSeconds(5);

    /// <summary>What processes may be apart in which time it is.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromSeconds(5);

    private IEnumerable<string> Twice(IReadOnlyList<Lead> leads)
    {
        if (world.Backups.Forgotten is not null)
        {
            yield break;
        }

        foreach (var (person, count) in world.Platform.Texts.CountBy(t => t.PersonId).Where(t => t.Value > 1))
        {
            yield return $"{person} was told {count} times that nothing more comes";
        }

        foreach (var person in leads.GroupBy(l => l.PersonId, StringComparer.Ordinal))
        {
            var claims = person.SelectMany(l => eyes.Leads.Journal(l.Id, CancellationToken.None).GetAwaiter().GetResult())
                .Count(e => e is { Kind: LeadEventKind.Claimed, Effect: Effect.RefusalConfirmationId });
            if (claims > 1 || person.Any(l => l.Find(Effect.RefusalConfirmationId) is { Status: EffectStatus.Parked or EffectStatus.Unknown or EffectStatus.Sending or EffectStatus.Wanted }))
            {
                yield return $"{person.Key}'s refusal was to be confirmed {claims} times, or still is";
            }
        }
    }

    public IEnumerable<string> Broken(IReadOnlyList<Lead> leads)
    {
        // A process that stood still may have been told after it had looked, and one whose clock was set writes other times.
        if (world.Chaos.Happened.ContainsKey(Incident.Pause) || world.Chaos.Happened.ContainsKey(Incident.ClockStep))
        {
            yield break;
        }

        foreach (var twice in Twice(leads))
        {
            yield return twice;
        }

        var log = world.Rows.QueryAll(Tables.Accounts, ListRows.Partition, ListRows.LogAfter(0), CancellationToken.None).Select(ListRows.Read).ToListAsync().AsTask().GetAwaiter().GetResult();
        var changes = log.ToLookup(p => p.Id, StringComparer.Ordinal);
        foreach (var lead in leads)
        {
            var mine = eyes.DoNotContact.IdsOf(lead.AccountId, lead.PersonId).SelectMany(id => changes[id]).ToList();
            foreach (var (i, set) in mine.Index().Where(m => m.Item.Lifted is null))
            {
                var from = set.Refusal.At + KnownEverywhere + ClocksApart;
                var to = (mine.Skip(i + 1).FirstOrDefault()?.Lifted?.At ?? DateTimeOffset.MaxValue.AddDays(-1)) - ClocksApart;
                var isHere = set.Refusal.Source == RefusalSource.Chat && string.Equals(set.Refusal.AccountId, lead.AccountId, StringComparison.Ordinal);
                var journal = eyes.Leads.Journal(lead.Id, CancellationToken.None).GetAwaiter().GetResult();
                foreach (var claim in journal.Where(e => e.Kind == LeadEventKind.Claimed && e.At > from && e.At < to && !(isHere && e.Effect is Effect.RefusalConfirmationId)))
                {
                    yield return $"{lead.PersonId} refused at {set.Refusal.At:mm:ss} ({set.Refusal.Source} in {set.Refusal.AccountId}), and {claim.Effect} of {lead.AccountId} was claimed at {claim.At:mm:ss}";
                }
            }
        }
    }
}
