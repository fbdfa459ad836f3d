using Funnel.Accounts;
using Funnel.Console.Languages;
using Funnel.Leads;
using Funnel.Review;
using Funnel.Sending;

namespace Funnel.Console.Today;

/// <summary>What waits for a person, over all accounts and days.</summary>
/// <param name="Review">Comments to review, counted up to <see cref="MaxReview"/>.</param>
/// <param name="Parked">People with a parked step.</param>
public sealed record Needs(int Review, int Parked, IReadOnlyList<AccountHealth> Accounts)
{
    /// <summary>How the sending of each account stands.</summary>
    public IReadOnlyList<AccountSending> Sending { get; init; } = [];

    /// <summary>From here on it is "this many and more".</summary>
    public const int MaxReview = 1_000;

    public string ReviewText => Review < MaxReview ? Format.Count(Review) : Format.Count(MaxReview) + "+";
    public string ParkedText => Format.Count(Parked);

    internal static async Task<Needs> Read(AccountBook accounts, LeadLists lists, ReviewDesk reviews, SendGate gate, CancellationToken ct)
    {
        var (review, parked, sending) = (0, 0, new List<AccountSending>());
        foreach (var account in accounts.All)
        {
            if (review < MaxReview)
            {
                review += (await reviews.List(account.Id, MaxReview - review, ct)).Count;
            }

            parked += (await lists.Waiting(account.Id, ct)).Count;
            sending.Add(await gate.Status(account.Id, ct));
        }

        foreach (var account in await accounts.Removed(ct))
        {
            parked += (await lists.Waiting(account, ct)).Count; // they are shown too: nobody waits unseen
        }

        return new(review, parked, await accounts.Health(ct)) { Sending = sending };
    }
}
