using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Tests.Simulation;

/// <summary>Nothing is claimed for a person of any account, once it is stored that they want to be left alone and every process has had its five seconds.</summary>
internal sealed class RefusalInvariant(World world, SimulatedProcess eyes)
{
    private static readonly TimeSpan KnownEverywhere = TimeSpan.FromSeconds(5);

    /// <summary>What processes may be apart in which time it is.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromSeconds(5);

    public IEnumerable<string> Broken(IReadOnlyList<Lead> leads)
    {
        // A process that stood still may have been told after it had looked, and one whose clock was set writes other times.
        if (world.Chaos.Happened.ContainsKey(Incident.Pause) || world.Chaos.Happened.ContainsKey(Incident.ClockStep))
        {
            yield break;
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
                var journal = eyes.Leads.Journal(lead.Id, CancellationToken.None).GetAwaiter().GetResult();
                foreach (var claim in journal.Where(e => e.Kind == LeadEventKind.Claimed && e.At > from && e.At < to))
                {
                    yield return $"{lead.PersonId} refused at {set.Refusal.At:mm:ss} ({set.Refusal.Source} in {set.Refusal.AccountId}), and {claim.Effect} of {lead.AccountId} was claimed at {claim.At:mm:ss}";
                }
            }
        }
    }
}
