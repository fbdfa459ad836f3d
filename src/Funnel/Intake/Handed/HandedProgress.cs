using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Intake.Handed;

/// <summary>What has become of an account's comments so far.</summary>
/// <param name="Untriaged">Pages of comments that are not triaged yet.</param>
/// <param name="UnderWay">People of today and yesterday whose reply is still the machine's.</param>
/// <param name="Tasks">People who wait for an operator.</param>
/// <param name="Review">Comments for an operator to decide on, counted up to <see cref="HandedProgress.MostReview"/>.</param>
public sealed record HandedState(string Account, int Untriaged, int UnderWay, int Tasks, int Review);

/// <summary>Tells whoever handed comments over how far they are. A few reads, and one for each page that may not be triaged.</summary>
public sealed class HandedProgress(VideoStore videos, PageOutbox outbox, LeadLists lists, ReviewDesk reviews, MerchantDays days)
{
    /// <summary>From here on it is "this many and more".</summary>
    public const int MostReview = 1_000;

    public async Task<HandedState> Of(string accountId, CancellationToken ct)
    {
        var untriaged = await outbox.Untriaged(accountId, await videos.LoadPages(accountId, ct), ct);
        var today = days.Today(accountId);
        var underWay = await UnderWay(accountId, today, ct) + await UnderWay(accountId, today.AddDays(-1), ct);
        return new(accountId, untriaged, underWay, (await lists.Waiting(accountId, ct)).Count, (await reviews.List(accountId, MostReview, ct)).Count);
    }

    private async Task<int> UnderWay(string accountId, DateOnly day, CancellationToken ct) =>
        (await lists.Counters(accountId, day, ct)).SelectMany(c => c.Counter.Cells).Sum(c => c.People.GetValueOrDefault(Marks.Pending));
}
