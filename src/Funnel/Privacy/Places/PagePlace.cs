using System.Runtime.CompilerServices;
using Funnel.Intake;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Pages of comments that were read and may not be triaged yet. Those of others in them stay.</summary>
internal sealed class PagePlace(IRows rows, PersonFinder finder) : IPersonalPlace
{
    private const int MaxTries = 20;

    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var account in await finder.Accounts(ct))
        {
            await foreach (var row in Pages(account, ct))
            {
                foreach (var comment in CommentsMessage.Parse(row.Payload).Comments.Where(person.Means))
                {
                    yield return new(Tables.Videos, $"{row.Partition} / {row.Key}", CommentsMessage.ToJson(comment));
                }
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var changed = 0;
        foreach (var account in await finder.Accounts(ct))
        {
            for (var tries = 0; tries < MaxTries; tries++)
            {
                var changes = await Pages(account, ct).Select(r => (Row: r, Page: CommentsMessage.Parse(r.Payload))).Where(p => p.Page.Comments.Any(person.Means))
                    .Select(p => new RowChange.Replace(p.Row with { Payload = Without(p.Page, person).ToJson() })).ToListAsync(ct);
                changed += changes.Count;
                if ((await rows.CommitEach(Tables.Videos, account, changes, ct)).Count == 0)
                {
                    break;
                }
            }
        }

        return changed;
    }

    /// <summary>A page stays a page, also when nothing is left in it: somebody waits for it to be done.</summary>
    internal static CommentsMessage Without(CommentsMessage page, Person person) => page with { Comments = [.. page.Comments.Where(c => !person.Means(c))] };

    private IAsyncEnumerable<Row> Pages(string account, CancellationToken ct) => rows.QueryAll(Tables.Videos, account, KeyRange.Prefix(PageOutbox.Prefix), ct);
}
