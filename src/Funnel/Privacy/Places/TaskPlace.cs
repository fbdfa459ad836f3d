using System.Runtime.CompilerServices;
using Funnel.Claims;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Who is on what waits of a person, and until when it was put off.</summary>
internal sealed class TaskPlace(IRows rows) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var lead in person.Leads)
        {
            await foreach (var row in rows.QueryAll(Tables.Lists, TaskNotes.Partition(lead.AccountId), TaskNotes.Of(lead.Id), ct))
            {
                yield return PersonalPiece.Of(Tables.Lists, row);
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var removed = 0;
        foreach (var lead in person.Leads)
        {
            var partition = TaskNotes.Partition(lead.AccountId);
            var found = await rows.QueryAll(Tables.Lists, partition, TaskNotes.Of(lead.Id), ct).Select(r => new RowChange.Delete(r.Key)).ToListAsync(ct);
            await rows.CommitEach(Tables.Lists, partition, found, ct);
            removed += found.Count;
        }

        return removed;
    }
}
