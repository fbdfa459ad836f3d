using System.Text.Json.Serialization;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Hooks;

/// <summary>A change as other systems read it: with the lead as it is when it is read.</summary>
/// <param name="Id">The same for the same change however often it comes: whoever has seen it leaves it.</param>
/// <param name="Cursor">Its place in the feed.</param>
/// <param name="Entry">Changes of one lead are in the order of these.</param>
/// <param name="Token">What the person's contact link carries.</param>
public sealed record ChangeDocument(
    string Id, string Cursor, string Change, DateTimeOffset At, string Account, string? Merchant, string? Platform, string Lead, int Entry, PersonDocument Person, string Stage, string? Exit,
    string Offer, string? Video, string? Comment, int? Wording, string Token, ContactDocument? Contact, string? CameBy);

/// <summary>The person on the platform.</summary>
public sealed record PersonDocument(string Id, string? Nick);

/// <summary>The person as a contact.</summary>
/// <param name="Via">The connector.</param>
/// <param name="Id">As the connector knows them (WeCom: external_userid).</param>
/// <param name="Staff">Whose contact.</param>
public sealed record ContactDocument(string Via, string? Id, string? Staff, DateTimeOffset? ArrivedAt, DateTimeOffset? LeftAt);

/// <param name="Next">The cursor behind them.</param>
/// <param name="More">Whether there was more when they were read.</param>
public sealed record ChangePage(IReadOnlyList<ChangeDocument> Changes, string Next, bool More);

/// <summary>What a hook gets.</summary>
/// <param name="Type">Always <c>changes</c>.</param>
public sealed record HookBody(string Type, string Hook, IReadOnlyList<ChangeDocument> Changes);

/// <summary>JSON of what other systems get, and of what is stored of hooks.</summary>
[JsonSerializable(typeof(HookBody))]
[JsonSerializable(typeof(HookState))]
internal sealed partial class HookJson : JsonSerializerContext
{
    public static HookJson Plain { get; } = new(StoredJson.Options());
}

/// <summary>Which changes are meant.</summary>
/// <param name="What">Names; all when empty.</param>
/// <param name="Accounts">Ids; all when empty.</param>
public sealed record ChangeFilter(IReadOnlyCollection<string> What, IReadOnlyCollection<string> Accounts)
{
    internal bool Takes(LeadChange change) => Has(What, change.What) && Has(Accounts, change.AccountId);

    private static bool Has(IReadOnlyCollection<string> some, string one) => some.Count == 0 || some.Contains(one, StringComparer.Ordinal);
}

/// <summary>The feed with the leads that it tells of. Of a lead that was forgotten or erased nothing is told any more.</summary>
public sealed class ChangeReader(ChangeFeed feed, LeadStore leads, AccountBook accounts, TokenIssuer tokens)
{
    private const int SideBySide = 16;

    /// <summary>Whether there is a feed to read.</summary>
    public bool IsOn => feed.IsOn;

    /// <summary>Reads up to so many entries of the feed; of them come back those that the filter takes.</summary>
    /// <param name="after">Null begins with the oldest that is kept.</param>
    /// <returns>Null when what follows the cursor is not kept any more.</returns>
    public async Task<ChangePage?> Read(FeedCursor? after, int take, ChangeFilter filter, CancellationToken ct)
    {
        if (await feed.Read(after, take, ct) is not { } page)
        {
            return null;
        }

        var meant = page.Changes.Where(c => filter.Takes(c.Change)).ToList();
        var told = new ChangeDocument?[meant.Count];
        await Parallel.ForAsync(0, meant.Count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct, TaskScheduler = TaskScheduler.Current }, async (i, stop) =>
            told[i] = await leads.Find(meant[i].Change.Lead, stop) is { } lead ? Of(meant[i], lead) : null);
        return new([.. told.OfType<ChangeDocument>()], page.Next.ToString(), page.More);
    }

    private ChangeDocument Of(FedChange fed, Lead lead)
    {
        var (change, account, ask) = (fed.Change, accounts.Find(lead.AccountId), lead.Asks.IsEmpty ? null : lead.Asks[0]);
        return new(
            change.Id, fed.Place.ToString(), change.What, change.At,
            lead.AccountId, account?.Merchant is { Length: > 0 } merchant ? merchant : null, account?.Platform, lead.Id.ToString(), change.Entry,
            new(lead.PersonId, lead.Nick), lead.Stage.ToString().ToLowerInvariant(), lead.Exit == Exit.None ? null : lead.Exit.ToString().ToLowerInvariant(),
            lead.OfferId, ask?.VideoId, ask?.CommentId, lead.Find(Effect.ReplyId(lead.OfferId))?.Variant, tokens.Issue(TokenKind.Invitation, lead.Id),
            lead.Contact is { } contact ? new(lead.ContactVia ?? "", contact.PersonId, contact.StaffId, lead.ArrivedAt, lead.LeftAt) : null,
            lead.CameBy?.Lead.ToString());
    }
}
