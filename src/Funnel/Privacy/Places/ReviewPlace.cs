using System.Runtime.CompilerServices;
using Funnel.Review;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Comments on the review desk, and decisions on comments that are known to be the person's.</summary>
internal sealed class ReviewPlace(IRows rows, PersonFinder finder) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var account in await finder.Accounts(ct))
        {
            await foreach (var row in Rows(account, person, ct))
            {
                yield return PersonalPiece.Of(Tables.Lists, row);
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var removed = 0;
        foreach (var account in await finder.Accounts(ct))
        {
            var found = await Rows(account, person, ct).Select(r => new RowChange.Delete(r.Key)).ToListAsync(ct);
            await rows.CommitEach(Tables.Lists, ReviewDesk.Partition(account), found, ct);
            removed += found.Count;
        }

        return removed;
    }

    private async IAsyncEnumerable<Row> Rows(string account, Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.QueryAll(Tables.Lists, ReviewDesk.Partition(account), KeyRange.All, ct))
        {
            var isIts = row.Key.StartsWith(ReviewDesk.DecidedPrefix, StringComparison.Ordinal)
                ? person.Wrote(ReviewDesk.ReadDecision(row).CommentId)
                : person.Means(ReviewDesk.Read(row).Comment);
            if (isIts)
            {
                yield return row;
            }
        }
    }
}
