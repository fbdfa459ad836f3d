using Funnel.Accounts;
using Funnel.Console.Languages;
using Funnel.Review;
using Funnel.Sending;
using Funnel.Tasks;

namespace Funnel.Console.Today;

/// <summary>What waits for a person, over all days and the accounts that the operator sees.</summary>
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

    /// <param name="of">The accounts that are looked at; null for all, those that are no longer configured among them.</param>
    internal static async Task<Needs> Read(IReadOnlyList<string>? of, AccountBook accounts, TaskBook tasks, ReviewDesk reviews, SendGate gate, CancellationToken ct)
    {
        var (review, sending) = (0, new List<AccountSending>());
        foreach (var account in accounts.All.Where(a => of?.Contains(a.Id, StringComparer.Ordinal) != false))
        {
            if (review < MaxReview)
            {
                review += (await reviews.List(account.Id, MaxReview - review, ct)).Count;
            }

            sending.Add(await gate.Status(account.Id, ct));
        }

        var health = await accounts.Health(ct);
        return new(review, await tasks.Count(of, ct), of is null ? health : [.. health.Where(h => of.Contains(h.Id, StringComparer.Ordinal))]) { Sending = sending };
    }
}
