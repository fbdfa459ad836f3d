using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>Whoever follows the feed has heard of each change of each lead, of each lead's in their order, whatever died in between.</summary>
internal sealed class FeedInvariant(World world, SimulatedProcess eyes)
{
    public IEnumerable<string> Broken(IReadOnlyList<Lead> leads)
    {
        if (!world.Options.Changes.Feed)
        {
            yield break;
        }

        var told = Read().DistinctBy(c => c.Id, StringComparer.Ordinal).ToLookup(c => c.Lead);
        foreach (var lead in leads)
        {
            var changes = Wait(eyes.Leads.Journal(lead.Id, CancellationToken.None)).Count(e => LeadChange.Of(lead.Id, lead.AccountId, 0, [e]).Any());
            var heard = told[lead.Id].ToList();
            if (heard.Count != changes)
            {
                yield return $"{lead.PersonId} changed {changes} times, and the feed tells of {heard.Count}: {string.Join(", ", heard.Select(h => h.Id))}";
            }

            if (!heard.Select(h => h.Entry).SequenceEqual(heard.Select(h => h.Entry).Order()))
            {
                yield return $"{lead.PersonId}: the feed tells of changes in another order: {string.Join(", ", heard.Select(h => h.Id))}";
            }
        }
    }

    private List<LeadChange> Read()
    {
        var (all, feed, at) = (new List<LeadChange>(), eyes.Get<ChangeFeed>(), (FeedCursor?)null);
        while (true)
        {
            var page = Wait(feed.Read(at, 100, CancellationToken.None))!;
            all.AddRange(page.Changes.Select(c => c.Change));
            if (!page.More)
            {
                return all;
            }

            at = page.Next;
        }
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
