using System.Runtime.CompilerServices;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Leads with their journals.</summary>
internal sealed class LeadPlace(IRows rows, LeadStore leads, LeadLists lists) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var lead in person.Leads)
        {
            await foreach (var row in rows.QueryAll(Tables.Leads, lead.Id.ToString(), KeyRange.All, ct))
            {
                yield return PersonalPiece.Of(Tables.Leads, row);
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var removed = 0;
        foreach (var lead in person.Leads)
        {
            var before = await rows.QueryAll(Tables.Leads, lead.Id.ToString(), KeyRange.All, ct).CountAsync(ct);
            removed += before > 0 && await leads.Remove(lead.Id, person.Means, ct) ? before : 0;
        }

        await lists.Flush(ct); // what this process has still to write would come back, in any list
        return removed;
    }
}
