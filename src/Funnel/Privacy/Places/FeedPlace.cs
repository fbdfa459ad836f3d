using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Entries of the feed of changes that name a person's leads. There is nothing else of the person in them.</summary>
internal sealed class FeedPlace(IRows rows, ChangeFeed feed) : IPersonalPlace
{
    public IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct) => Rows(person, ct).Select(r => PersonalPiece.Of(Tables.Lists, r));

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var found = await Rows(person, ct).ToListAsync(ct);
        foreach (var segment in found.GroupBy(r => r.Partition, StringComparer.Ordinal))
        {
            await rows.CommitEach(Tables.Lists, segment.Key, segment.Select(r => new RowChange.Delete(r.Key)), ct);
        }

        return found.Count;
    }

    private IAsyncEnumerable<Row> Rows(Person person, CancellationToken ct) => person.Leads.IsEmpty ? AsyncEnumerable.Empty<Row>() : feed.Of(person.Leads.Select(l => l.Id).ToHashSet(), ct);
}
