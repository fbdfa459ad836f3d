using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Intake.Handed;

/// <summary>What has become of an account's comments so far.</summary>
/// <param name="Untriaged">Pages of comments that are not triaged yet.</param>
/// <param name="Tasks">People who wait for an operator.</param>
/// <param name="Review">Comments for an operator to decide on, counted up to <see cref="HandedProgress.MostReview"/>.</param>
public sealed record HandedState(string Account, int Untriaged, int Tasks, int Review);

/// <summary>Tells whoever handed comments over how far they are. Two reads, and one for each page that may not be triaged.</summary>
public sealed class HandedProgress(VideoStore videos, PageOutbox outbox, LeadLists lists, ReviewDesk reviews)
{
    /// <summary>From here on it is "this many and more".</summary>
    public const int MostReview = 1_000;

    public async Task<HandedState> Of(string accountId, CancellationToken ct) => new(
        accountId, await outbox.Untriaged(accountId, await videos.LoadPages(accountId, ct), ct), (await lists.Waiting(accountId, ct)).Count, (await reviews.List(accountId, MostReview, ct)).Count);
}
