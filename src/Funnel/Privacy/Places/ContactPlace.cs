using System.Runtime.CompilerServices;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>The index from contacts to leads.</summary>
internal sealed class ContactPlace(IRows rows) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Rows(person, ct))
        {
            yield return PersonalPiece.Of(Tables.Lists, row);
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var removed = 0;
        foreach (var row in await Rows(person, ct).ToListAsync(ct))
        {
            removed += (await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(row.Key, row.Version)], ct)).Committed ? 1 : 0;
        }

        return removed;
    }

    /// <summary>One contact may belong to several people's leads: a link that was passed on.</summary>
    private IAsyncEnumerable<Row> Rows(Person person, CancellationToken ct) => person.Contacts.ToAsyncEnumerable()
        .SelectMany(c => rows.QueryAll(Tables.Lists, ContactIndex.PartitionOf(c), KeyRange.All, ct))
        .Where(r => LeadId.TryParse(StoredJson.Text(r), out var id) && person.Has(id));
}
