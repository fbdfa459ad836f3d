using System.Globalization;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Storage;
using Funnel.Triage;

namespace Funnel.Review;

/// <summary>What became of an operator's decision.</summary>
public enum ReviewResult
{
    Done,

    /// <summary>Somebody else decided it, or it never was.</summary>
    NotThere,

    /// <summary>No offer answers it: name one.</summary>
    NoOffer,
}

/// <summary>The comments triage is unsure of, oldest first, and what operators decide on them.</summary>
public sealed class ReviewDesk(IRows rows, OfferBook offers, Inquiries inquiries, Corrections corrections, TimeProvider time)
{
    private const int Schema = 1;
    private const int MaxNotes = 5;
    internal const string DecidedPrefix = "decided|";

    /// <summary>Keys of what lies on the desk begin with digits.</summary>
    internal static readonly KeyRange Open = new("0", DecidedPrefix);

    /// <summary>Puts comments on the desk, a hundred a commit. Idempotent by comment.</summary>
    public async Task Add(string accountId, IReadOnlyList<Judged> unsure, CancellationToken ct)
    {
        // Comments may be read twice: what somebody has decided on does not come back.
        var decided = unsure.Count == 0 ? [] : (await corrections.Of(accountId, ct)).Ids.ToHashSet(StringComparer.Ordinal);
        var fresh = unsure.DistinctBy(j => Id(j.Comment), StringComparer.Ordinal).Where(j => !decided.Contains(Id(j.Comment)));
        await rows.CommitEach(Tables.Lists, Partition(accountId), fresh.Select(j => new RowChange.Insert(ToRow(accountId, j))), ct); // what loses lies there already
    }

    private Row ToRow(string accountId, Judged unsure)
    {
        var comment = unsure.Comment;
        var item = new ReviewItem(Schema, Id(comment), accountId, comment, unsure.Verdict.P, unsure.Verdict.Kind, unsure.Verdict.Tier, unsure.Offer?.Id, time.GetUtcNow());
        return new(Partition(accountId), item.Id, JsonSerializer.Serialize(item, ReviewJson.Plain.ReviewItem))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["Video"] = comment.VideoId, ["At"] = comment.At.ToString("O", CultureInfo.InvariantCulture) },
        };
    }

    /// <summary>By time, then by comment: the oldest stand first.</summary>
    private static string Id(Connectors.Comment comment) => Id(comment.At, comment.Id);

    private static string Id(DateTimeOffset at, string commentId) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}-{Fnv1a.Hash64(commentId):x16}");

    /// <summary>The oldest items.</summary>
    public async Task<IReadOnlyList<ReviewItem>> List(string accountId, int take, CancellationToken ct)
    {
        var items = new List<ReviewItem>();
        string? continuation = null;
        do
        {
            var page = await rows.Query(Tables.Lists, Partition(accountId), Open, Math.Min(1000, take - items.Count), continuation, ct);
            items.AddRange(page.Rows.Select(r => Read(r)));
            continuation = page.Continuation;
        }
        while (continuation is not null && items.Count < take);

        return items.Count == 0 ? items : await Undecided(accountId, items, ct);
    }

    /// <summary>One of them; null when it is decided, or never was.</summary>
    public async Task<ReviewItem?> Find(string accountId, string id, CancellationToken ct) =>
        string.CompareOrdinal(id, DecidedPrefix) < 0 && await rows.Find(Tables.Lists, Partition(accountId), id, ct) is { } row ? Read(row) : null;

    /// <summary>Notes that a comment was hidden, or, with null, that it is shown again. Idempotent; nothing for one that does not lie here any more.</summary>
    /// <exception cref="StorageException">Five commits in a row lost their race.</exception>
    internal async Task Note(string accountId, string id, HiddenComment? hidden, CancellationToken ct)
    {
        for (var tries = 0; await rows.Find(Tables.Lists, Partition(accountId), id, ct) is { } row; tries++)
        {
            var noted = row with { Payload = JsonSerializer.Serialize(Read(row) with { Hidden = hidden }, ReviewJson.Plain.ReviewItem) };
            if ((await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Replace(noted)], ct)).Committed)
            {
                return;
            }

            if (tries == MaxNotes)
            {
                throw new StorageException($"review {id}: {MaxNotes} commits in a row lost their race");
            }
        }
    }

    /// <summary>A comment that is read again may be put back by a process that remembers the account as it was before the decision.</summary>
    private async Task<IReadOnlyList<ReviewItem>> Undecided(string accountId, List<ReviewItem> items, CancellationToken ct)
    {
        var decided = new HashSet<string>(StringComparer.Ordinal);
        var sameTime = new KeyRange(DecidedPrefix + items[0].Id, DecidedPrefix + items[^1].Id + "~");
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition(accountId), sameTime, ct))
        {
            decided.Add(row.Key[DecidedPrefix.Length..]);
        }

        return [.. items.Where(i => i.Decided is not null || !decided.Contains(i.Id))];
    }

    /// <summary>
    /// An operator's decision: an inquiry opens its lead exactly as triage would, chatter is dropped, and either way the account learns. It is written down first, for good,
    /// so that of two operators one decides, and what a crash left undone is carried out with the next try, whatever that one says.
    /// </summary>
    /// <param name="offerId">Another offer than the proposed one; null keeps it.</param>
    public async Task<ReviewResult> Decide(string accountId, string id, bool inquiry, string? offerId, string by, CancellationToken ct)
    {
        if (await rows.Find(Tables.Lists, Partition(accountId), id, ct) is not { } row)
        {
            return ReviewResult.NotThere;
        }

        var item = Read(row);
        if (item.Decided is null && await rows.Find(Tables.Lists, Partition(accountId), DecidedPrefix + id, ct) is not null)
        {
            // Read again, and put back by a process that remembered an account where this was not decided yet.
            await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(id)], ct);
            return ReviewResult.NotThere;
        }

        var decision = item.Decided ?? new(Schema, id, item.Comment.Id, inquiry, inquiry ? offerId ?? item.OfferId : null, by, time.GetUtcNow());
        var offer = decision.OfferId is { } named ? offers.Find(named) : null;
        if (decision.Inquiry && offer is null)
        {
            return ReviewResult.NoOffer;
        }

        if (item.Decided is null && !await Write(row, item, decision, ct))
        {
            return ReviewResult.NotThere;
        }

        await CarryOut(item, decision, offer, ct);
        return item.Decided is null ? ReviewResult.Done : ReviewResult.NotThere;
    }

    /// <returns>False when somebody else was quicker.</returns>
    private async Task<bool> Write(Row row, ReviewItem item, ReviewDecision decision, CancellationToken ct)
    {
        var decided = row with { Payload = JsonSerializer.Serialize(item with { Decided = decision }, ReviewJson.Plain.ReviewItem) };
        var kept = new Row(row.Partition, DecidedPrefix + item.Id, JsonSerializer.Serialize(decision, ReviewJson.Plain.ReviewDecision));
        return (await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Replace(decided), new RowChange.Insert(kept)], ct)).Committed;
    }

    /// <summary>Idempotent: the row goes last.</summary>
    private async Task CarryOut(ReviewItem item, ReviewDecision decision, Offer? offer, CancellationToken ct)
    {
        if (offer is not null)
        {
            var verdict = new Verdict(item.P, item.Kind == InquiryKind.None ? InquiryKind.Other : item.Kind, Decision.Answer, Tier.Person);
            await inquiries.Open(item.AccountId, new(item.Comment, verdict, offer), decision.By, ct, hidden: item.Hidden);
        }

        await corrections.Learn(item.AccountId, item.Id, item.Comment.Text, decision.Inquiry, ct);
        await rows.Commit(Tables.Lists, Partition(item.AccountId), [new RowChange.Delete(item.Id)], ct);
    }

    /// <summary>
    /// An operator says later that what was taken for an inquiry is none: the account learns that, and unlearns what was said before. Idempotent. A comment without its
    /// words teaches nothing.
    /// </summary>
    public async Task Correct(string accountId, Ask ask, string by, CancellationToken ct)
    {
        var id = Id(ask.At, ask.CommentId);
        var before = await rows.Find(Tables.Lists, Partition(accountId), DecidedPrefix + id, ct) is { } row ? ReadDecision(row) : null;
        var decision = new ReviewDecision(Schema, id, ask.CommentId, false, null, by, time.GetUtcNow()) { Was = before is { Inquiry: true } ? before.OfferId : before?.Was };
        await Keep(accountId, decision, ct);
        await corrections.Learn(accountId, id, ask.Text, inquiry: false, ct);
    }

    /// <summary>That was a mistake: what was learned and decided is as before. Idempotent.</summary>
    public async Task TakeBack(string accountId, Ask ask, string by, CancellationToken ct)
    {
        var id = Id(ask.At, ask.CommentId);
        if (await rows.Find(Tables.Lists, Partition(accountId), DecidedPrefix + id, ct) is not { } row || ReadDecision(row) is not { Inquiry: false } decision)
        {
            return;
        }

        if (decision.Was is { } offer)
        {
            await Keep(accountId, decision with { Inquiry = true, OfferId = offer, By = by, At = time.GetUtcNow(), Was = null }, ct);
            await corrections.Learn(accountId, id, ask.Text, inquiry: true, ct);
        }
        else
        {
            await corrections.Undo(accountId, id, ct);
            await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(row.Key)], ct);
        }
    }

    private async Task Keep(string accountId, ReviewDecision decision, CancellationToken ct) =>
        await rows.Commit(Tables.Lists, Partition(accountId),
            [new RowChange.Put(new(Partition(accountId), DecidedPrefix + decision.Id, JsonSerializer.Serialize(decision, ReviewJson.Plain.ReviewDecision)))], ct);

    /// <summary>The latest decision on each comment, oldest comment first.</summary>
    public async Task<IReadOnlyList<ReviewDecision>> Decisions(string accountId, CancellationToken ct)
    {
        var found = new List<ReviewDecision>();
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition(accountId), KeyRange.Prefix(DecidedPrefix), ct))
        {
            found.Add(ReadDecision(row));
        }

        return found;
    }

    internal static ReviewItem Read(Row row) => JsonSerializer.Deserialize(row.Payload, ReviewJson.Plain.ReviewItem)!;

    internal static ReviewDecision ReadDecision(Row row) => JsonSerializer.Deserialize(row.Payload, ReviewJson.Plain.ReviewDecision)!;

    /// <summary>Where keys of comments of a time begin.</summary>
    internal static string KeyOf(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    internal static string Partition(string accountId) => "review|" + accountId;
}
