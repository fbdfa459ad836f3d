using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Review;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>By what a person is looked for.</summary>
public enum PersonKey
{
    /// <summary>Whichever of the others it is, tried in their order.</summary>
    Any,

    /// <summary>The id of one of their leads.</summary>
    Lead,

    /// <summary>Their id on the source platform (Douyin: open_id).</summary>
    Person,

    /// <summary>Their id as a contact (WeCom: external_userid).</summary>
    Contact,

    /// <summary>A comment they wrote. There is no index of those: reads through all leads where the comment lies nowhere else.</summary>
    Comment,
}

/// <summary>Finds all by which one person is known: their leads in every account, and from those ids, contacts, comments and friends.</summary>
public sealed class PersonFinder(IRows rows, AccountBook accounts, ConnectorBook connectors, VideoStore videos)
{
    private const int PageRows = 500;

    /// <summary>Longer is no platform's id.</summary>
    public const int MaxKey = 256;

    /// <returns>Null when nothing is stored by which anybody is known under this key.</returns>
    /// <exception cref="StorageException">The store failed.</exception>
    public async Task<Person?> Find(string key, PersonKey by, CancellationToken ct)
    {
        if (key.Length is 0 or > MaxKey)
        {
            return null;
        }

        var ids = await Ids(key, by, ct);
        return ids.Count == 0 ? null : await Of(ids, ct);
    }

    /// <summary>The accounts that there are and were.</summary>
    internal async Task<IReadOnlyList<string>> Accounts(CancellationToken ct) => [.. accounts.All.Select(a => a.Id), .. await accounts.Removed(ct)];

    private async Task<HashSet<string>> Ids(string key, PersonKey by, CancellationToken ct)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        bool May(PersonKey one) => by == one || (by == PersonKey.Any && ids.Count == 0);
        if (May(PersonKey.Lead) && LeadId.TryParse(key, out var id) && await Load(id, ct) is { } lead)
        {
            ids.Add(lead.PersonId);
        }

        if (May(PersonKey.Person) && await IsPerson(key, ct))
        {
            ids.Add(key);
        }

        if (May(PersonKey.Contact))
        {
            await AddContact(key, ids, ct);
        }

        if (May(PersonKey.Comment) && await WriterOf(key, ct) is { } writer)
        {
            ids.Add(writer);
        }

        return ids;
    }

    /// <summary>What is known from the leads that these ids have.</summary>
    private async Task<Person> Of(HashSet<string> ids, CancellationToken ct)
    {
        var leads = new List<Lead>();
        foreach (var account in await Accounts(ct))
        {
            foreach (var personId in ids)
            {
                if (await Load(LeadId.Of(account, personId), ct) is { } lead)
                {
                    leads.Add(lead);
                }
            }
        }

        // Who came by a link is known by the contact alone; the same contact may stand in a lead that came by a comment.
        var contacts = leads.Select(l => l.Contact?.PersonId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var more = new HashSet<string>(ids, StringComparer.Ordinal);
        foreach (var contact in contacts)
        {
            await AddContact(contact, more, ct);
        }

        if (more.Count > ids.Count)
        {
            return await Of(more, ct);
        }

        var reviewed = await OnTheDesk(ids, ct);
        return new()
        {
            Ids = [.. ids.Order(StringComparer.Ordinal)],
            Leads = [.. leads.Select(l => new PersonLead(l.Id, l.AccountId, ListPartitions.Of(l)))],
            Contacts = [.. contacts.Order(StringComparer.Ordinal)],
            Comments = [.. leads.SelectMany(l => l.Asks.Select(a => a.CommentId).Concat(l.Effects.Select(e => e.CommentId).OfType<string>())).Concat(reviewed).Distinct(StringComparer.Ordinal)],
            Friends = [.. leads.SelectMany(l => l.CameBy is { } by ? l.Friends.Add(by.Lead) : l.Friends).Where(f => f != LeadId.Nobody).Distinct()],
            Declined = leads.Any(l => l.Exit == Exit.Declined),
        };
    }

    /// <summary>Somebody may have written without ever having asked: then only pages and the review desk know of them.</summary>
    private async Task<bool> IsPerson(string personId, CancellationToken ct)
    {
        foreach (var account in await Accounts(ct))
        {
            if (await Load(LeadId.Of(account, personId), ct) is not null)
            {
                return true;
            }
        }

        return await Comments(ct).AnyAsync(c => string.Equals(c.PersonId, personId, StringComparison.Ordinal), ct);
    }

    /// <summary>Whose contact it is: the leads that the index names, and who came by a link.</summary>
    private async Task AddContact(string contact, HashSet<string> ids, CancellationToken ct)
    {
        await foreach (var row in rows.QueryAll(Tables.Lists, ContactIndex.PartitionOf(contact), KeyRange.All, ct))
        {
            if (LeadId.TryParse(StoredJson.Text(row), out var id) && await Load(id, ct) is { } lead)
            {
                ids.Add(lead.PersonId);
            }
        }

        foreach (var account in await Accounts(ct))
        {
            foreach (var connector in connectors.All)
            {
                var came = LeadDecider.PersonOf(connector.Name, new("", contact));
                if (!ids.Contains(came) && came.Length <= MaxKey && await Load(LeadId.Of(account, came), ct) is not null)
                {
                    ids.Add(came);
                }
            }
        }
    }

    private async Task<string?> WriterOf(string commentId, CancellationToken ct)
    {
        bool Wrote(Comment c) => string.Equals(c.Id, commentId, StringComparison.Ordinal);
        if (await Comments(ct).FirstOrDefaultAsync(Wrote, ct) is { } comment)
        {
            return comment.PersonId;
        }

        string? continuation = null;
        do
        {
            var page = await rows.QueryKey(Tables.Leads, LeadStore.LeadKey, PageRows, continuation, ct);
            if (page.Rows.Select(LeadDocument.Read).FirstOrDefault(l => l.Asks.Any(a => string.Equals(a.CommentId, commentId, StringComparison.Ordinal))
                || l.Effects.Any(e => string.Equals(e.CommentId, commentId, StringComparison.Ordinal))) is { } lead)
            {
                return lead.PersonId;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }

    private async Task<IReadOnlyList<string>> OnTheDesk(HashSet<string> ids, CancellationToken ct) =>
        await Comments(ct).Where(c => ids.Contains(c.PersonId)).Select(c => c.Id).ToListAsync(ct);

    /// <summary>Comments that lie on the desk or in pages that are not triaged yet.</summary>
    private async IAsyncEnumerable<Comment> Comments([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var account in await Accounts(ct))
        {
            await foreach (var row in rows.QueryAll(Tables.Lists, ReviewDesk.Partition(account), ReviewDesk.Open, ct))
            {
                yield return ReviewDesk.Read(row).Comment;
            }

            foreach (var page in (await videos.Load(account, ct)).Pages)
            {
                foreach (var comment in CommentsMessage.Parse(page.Message).Comments)
                {
                    yield return comment;
                }
            }
        }
    }

    private async ValueTask<Lead?> Load(LeadId id, CancellationToken ct) =>
        await rows.Find(Tables.Leads, id.ToString(), LeadStore.LeadKey, ct) is { } row ? LeadDocument.Read(row) : null;
}
