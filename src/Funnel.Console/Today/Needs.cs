using Funnel.Accounts;
using Funnel.Console.Languages;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Console.Today;

/// <summary>What waits for a person, over all accounts and days.</summary>
/// <param name="Review">Comments to review, counted up to <see cref="MaxReview"/>.</param>
/// <param name="Parked">People with a parked step.</param>
public sealed record Needs(int Review, int Parked, IReadOnlyList<AccountHealth> Accounts)
{
    /// <summary>From here on it is "this many and more".</summary>
    public const int MaxReview = 1_000;

    public string ReviewText => Review < MaxReview ? Format.Count(Review) : Format.Count(MaxReview) + "+";
    public string ParkedText => Format.Count(Parked);

    internal static async Task<Needs> Read(AccountBook accounts, LeadLists lists, ReviewDesk reviews, CancellationToken ct)
    {
        var (review, parked) = (0, 0);
        foreach (var account in accounts.All)
        {
            if (review < MaxReview)
            {
                review += (await reviews.List(account.Id, MaxReview - review, ct)).Count;
            }

            parked += (await lists.Waiting(account.Id, ct)).Count;
        }

        foreach (var account in await accounts.Removed(ct))
        {
            parked += (await lists.Waiting(account, ct)).Count; // they are shown too: nobody waits unseen
        }

        return new(review, parked, await accounts.Health(ct));
    }
}
