using Funnel.Sending;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>What waits until it may be sent to the person, with its words.</summary>
internal sealed class HeldPlace(IRows rows) : IPersonalPlace
{
    public IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct) => Rows(person, ct).Select(r => PersonalPiece.Of(Tables.Accounts, r));

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var found = await Rows(person, ct).ToListAsync(ct);
        foreach (var row in found)
        {
            await rows.Commit(Tables.Accounts, row.Partition, [new RowChange.Delete(row.Key)], ct);
        }

        return found.Count;
    }

    private IAsyncEnumerable<Row> Rows(Person person, CancellationToken ct) => person.Leads.Select(l => l.AccountId).Distinct(StringComparer.Ordinal).ToAsyncEnumerable()
        .SelectMany(account => HeldKey.Prefixes.ToAsyncEnumerable().SelectMany(p => rows.QueryAll(Tables.Accounts, HeldKey.PartitionOf(account), KeyRange.Prefix(p), ct)))
        .Where(row => person.Leads.Any(l => row.Key.Contains($"|{l.Id}|", StringComparison.Ordinal)));
}
