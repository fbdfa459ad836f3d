using System.Globalization;
using System.Text.Json;
using Funnel.Intake;
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
public sealed class ReviewDesk(IRows rows, OfferBook offers, Corrections corrections, TimeProvider time)
{
    private const int Schema = 1;

    /// <summary>Puts a comment on the desk. Idempotent by comment.</summary>
    public async Task Add(string accountId, Judged unsure, CancellationToken ct)
    {
        var comment = unsure.Comment;
        var id = string.Create(CultureInfo.InvariantCulture, $"{comment.At.UtcTicks:D19}-{Fnv1a.Hash64(comment.Id):x16}");

        // Comments may be read twice: what somebody has decided on does not come back.
        if ((await corrections.Of(accountId, ct)).Ids.Contains(id, StringComparer.Ordinal))
        {
            return;
        }

        var item = new ReviewItem(Schema, id, accountId, comment, unsure.Verdict.P, unsure.Verdict.Kind, unsure.Verdict.Rung, unsure.Offer?.Id, time.GetUtcNow());
        var row = new Row(Partition(accountId), id, JsonSerializer.Serialize(item, StoredJson.Plain.ReviewItem))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["Video"] = comment.VideoId, ["At"] = comment.At.ToString("O", CultureInfo.InvariantCulture) },
        };
        await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Insert(row)], ct); // a conflict means it lies there already
    }

    /// <summary>The oldest items.</summary>
    public async Task<IReadOnlyList<ReviewItem>> List(string accountId, int take, CancellationToken ct)
    {
        var items = new List<ReviewItem>();
        string? continuation = null;
        do
        {
            var page = await rows.Query(Tables.Lists, Partition(accountId), KeyRange.All, Math.Min(1000, take - items.Count), continuation, ct);
            items.AddRange(page.Rows.Select(r => JsonSerializer.Deserialize(r.Payload, StoredJson.Plain.ReviewItem)!));
            continuation = page.Continuation;
        }
        while (continuation is not null && items.Count < take);

        return items;
    }

    /// <summary>
    /// An operator's decision: an inquiry opens its lead exactly as triage would, chatter is dropped, and either way the account learns.
    /// </summary>
    /// <param name="offerId">Another offer than the proposed one; null keeps it.</param>
    public async Task<ReviewResult> Decide(CommentTriage triage, string accountId, string id, bool inquiry, string? offerId, string by, CancellationToken ct)
    {
        if (await rows.Find(Tables.Lists, Partition(accountId), id, ct) is not { } row)
        {
            return ReviewResult.NotThere;
        }

        var item = JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.ReviewItem)!;
        if (inquiry)
        {
            var offer = offers.All.FirstOrDefault(o => string.Equals(o.Id, offerId ?? item.OfferId, StringComparison.Ordinal));
            if (offer is null)
            {
                return ReviewResult.NoOffer;
            }

            var verdict = new Verdict(item.P, item.Kind == InquiryKind.None ? InquiryKind.Other : item.Kind, Decision.Answer, Rung.Person);
            await triage.Open(accountId, new(item.Comment, verdict, offer), by, ct);
        }

        await corrections.Learn(accountId, item.Id, item.Comment.Text, inquiry, ct);
        await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Delete(id)], ct);
        return ReviewResult.Done;
    }

    private static string Partition(string accountId) => "review|" + accountId;
}
