using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Lines of a lead beside that of its day: among those that wait for a person, and in the index of open work.</summary>
internal sealed class WaitingPlace(IRows rows) : IPersonalPlace
{
    public IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct) =>
        Rows(person, ct).Select(r => PersonalPiece.Of(Tables.Lists, r));

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var found = await Rows(person, ct).ToListAsync(ct);
        foreach (var row in found)
        {
            await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(row.Key)], ct);
        }

        return found.Count;
    }

    private IAsyncEnumerable<Row> Rows(Person person, CancellationToken ct) => person.Leads.ToAsyncEnumerable()
        .SelectMany(l => new[] { ListPartitions.Waiting(l.AccountId), OpenWork.Partition }.ToAsyncEnumerable().Select(p => (Partition: p, l.Id)))
        .Select(async (at, stop) => await rows.Find(Tables.Lists, at.Partition, at.Id.ToString(), stop)).OfType<Row>();
}
