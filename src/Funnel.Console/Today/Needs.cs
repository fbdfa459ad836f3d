using Funnel.Accounts;
using Funnel.Console.Languages;
using Funnel.Review;
using Funnel.Sending;
using Funnel.Tasks;

namespace Funnel.Console.Today;

/// <summary>What waits for a person, over all accounts and days.</summary>
/// <param name="Review">Comments to review, counted up to <see cref="MaxReview"/>.</param>
/// <param name="Tasks">What waits to be done by hand, without what was put off.</param>
public sealed record Needs(int Review, int Tasks, IReadOnlyList<AccountHealth> Accounts)
{
    /// <summary>How the sending of each account stands.</summary>
    public IReadOnlyList<AccountSending> Sending { get; init; } = [];

    /// <summary>From here on it is "this many and more".</summary>
    public const int MaxReview = 1_000;

    public string ReviewText => Review < MaxReview ? Format.Count(Review) : Format.Count(MaxReview) + "+";
    public string TasksText => Format.Count(Tasks);

    internal static async Task<Needs> Read(AccountBook accounts, TaskBook tasks, ReviewDesk reviews, SendGate gate, CancellationToken ct)
    {
        var (review, sending) = (0, new List<AccountSending>());
        foreach (var account in accounts.All)
        {
            if (review < MaxReview)
            {
                review += (await reviews.List(account.Id, MaxReview - review, ct)).Count;
            }

            sending.Add(await gate.Status(account.Id, ct));
        }

        return new(review, await tasks.Count(ct), await accounts.Health(ct)) { Sending = sending };
    }
}
