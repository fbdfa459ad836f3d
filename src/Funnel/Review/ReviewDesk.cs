using System.Globalization;
using System.Text.Json;
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
    private const string DecidedPrefix = "decided|";

    /// <summary>Keys of what lies on the desk begin with digits.</summary>
    private static readonly KeyRange Open = new("0", DecidedPrefix);

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
    private static string Id(Connectors.Comment comment) => string.Create(CultureInfo.InvariantCulture, $"{comment.At.UtcTicks:D19}-{Fnv1a.Hash64(comment.Id):x16}");

    /// <summary>The oldest items.</summary>
    public async Task<IReadOnlyList<ReviewItem>> List(string accountId, int take, CancellationToken ct)
    {
        var items = new List<ReviewItem>();
        string? continuation = null;
        do
        {
            var page = await rows.Query(Tables.Lists, Partition(accountId), Open, Math.Min(1000, take - items.Count), continuation, ct);
            items.AddRange(page.Rows.Select(r => JsonSerializer.Deserialize(r.Payload, ReviewJson.Plain.ReviewItem)!));
            continuation = page.Continuation;
        }
        while (continuation is not null && items.Count < take);

        return items;
    }

    /// <summary>
    /// An operator's decision: an inquiry opens its lead exactly as triage would, chatter is dropped, and either way the account learns, and it is kept who said so.
    /// </summary>
    /// <param name="offerId">Another offer than the proposed one; null keeps it.</param>
    public async Task<ReviewResult> Decide(string accountId, string id, bool inquiry, string? offerId, string by, CancellationToken ct)
    {
        if (await rows.Find(Tables.Lists, Partition(accountId), id, ct) is not { } row)
        {
            return ReviewResult.NotThere;
        }

        var item = JsonSerializer.Deserialize(row.Payload, ReviewJson.Plain.ReviewItem)!;
        var offer = inquiry ? offers.Find(offerId ?? item.OfferId ?? "") : null;
        if (inquiry && offer is null)
        {
            return ReviewResult.NoOffer;
        }

        if (inquiry)
        {
            var verdict = new Verdict(item.P, item.Kind == InquiryKind.None ? InquiryKind.Other : item.Kind, Decision.Answer, Tier.Person);
            await inquiries.Open(accountId, new(item.Comment, verdict, offer), by, ct);
        }

        await corrections.Learn(accountId, item.Id, item.Comment.Text, inquiry, ct);
        var decision = new ReviewDecision(Schema, item.Id, item.Comment.Id, inquiry, offer?.Id, by, time.GetUtcNow());
        RowChange[] changes = [new RowChange.Delete(id, row.Version), new RowChange.Put(ToRow(accountId, decision))];
        return (await rows.Commit(Tables.Lists, row.Partition, changes, ct)).Committed ? ReviewResult.Done : ReviewResult.NotThere;
    }

    /// <summary>The latest decision on each comment, oldest comment first.</summary>
    public async Task<IReadOnlyList<ReviewDecision>> Decisions(string accountId, CancellationToken ct)
    {
        var found = new List<ReviewDecision>();
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition(accountId), KeyRange.Prefix(DecidedPrefix), ct))
        {
            found.Add(JsonSerializer.Deserialize(row.Payload, ReviewJson.Plain.ReviewDecision)!);
        }

        return found;
    }

    private static Row ToRow(string accountId, ReviewDecision decision) =>
        new(Partition(accountId), DecidedPrefix + decision.Id, JsonSerializer.Serialize(decision, ReviewJson.Plain.ReviewDecision));

    private static string Partition(string accountId) => "review|" + accountId;
}
