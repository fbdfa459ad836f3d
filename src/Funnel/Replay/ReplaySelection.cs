using Funnel.Leads;

namespace Funnel.Replay;

/// <summary>
/// Which of what is parked is meant. All conditions that are given must hold; of one condition's values any. Without people who are named it is
/// looked for in the lists of those who wait for a person.
/// </summary>
public sealed record ReplaySelection
{
    /// <summary>People by the ids of their leads; at most <see cref="ReplayRequestReader.MostIds"/>.</summary>
    public IReadOnlyList<LeadId>? Lead { get; init; }

    /// <summary>People by what they wrote: ids of comments, of the one account in <see cref="Account"/>. A reply counts when it stands under such a comment.</summary>
    public IReadOnlyList<string>? Comment { get; init; }

    /// <summary>Ids of accounts, also of those that are no longer configured.</summary>
    public IReadOnlyList<string>? Account { get; init; }

    /// <summary>Codes of the reasons for which it is parked.</summary>
    public IReadOnlyList<string>? Reason { get; init; }

    /// <summary>How far the person has come.</summary>
    public IReadOnlyList<Stage>? Stage { get; init; }

    /// <summary>The person asked then or later: for a reply, in the comment that it answers; else in any. Of somebody who never asked: came then.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The person asked before this.</summary>
    public DateTimeOffset? To { get; init; }

    internal bool Fits(Lead lead, Effect effect) =>
        Has(Account, lead.AccountId) && (Stage is null || Stage.Contains(lead.Stage)) && Has(Reason, effect.Reason?.Code)
        && (Comment is null || AsksOf(lead, effect).Any(a => Has(Comment, a.CommentId)))
        && ((From is null && To is null) || Moments(lead, effect).Any(at => !(at < From) && !(at >= To)));

    /// <summary>Whether a line of a list may be of somebody who is meant; it knows less than the lead.</summary>
    internal bool MayFit(LeadSummary line, ReplaySteps steps) =>
        (Stage is null || Stage.Contains(line.Stage)) && line.Waiting.Any(w => steps.Fit(w.Effect) && Has(Reason, w.Reason?.Code));

    private static bool Has(IReadOnlyList<string>? wanted, string? value) => wanted is null || (value is not null && wanted.Contains(value, StringComparer.Ordinal));

    private static IEnumerable<Ask> AsksOf(Lead lead, Effect effect) =>
        effect.CommentId is { } answered ? lead.Asks.Where(a => string.Equals(a.CommentId, answered, StringComparison.Ordinal)) : lead.Asks;

    private static IEnumerable<DateTimeOffset> Moments(Lead lead, Effect effect) =>
        AsksOf(lead, effect).Select(a => a.At).DefaultIfEmpty(lead.OpenedAt); // of a comment that was asked too long ago to be kept the beginning is known
}

/// <summary>Which effects are meant: kinds (<c>reply</c>), or single ones by their ids (<c>reply:guide</c>); none = all.</summary>
internal readonly record struct ReplaySteps(IReadOnlyList<string> Names)
{
    public bool Fit(string effectId) => Names.Count == 0
        || Names.Any(n => string.Equals(n, effectId, StringComparison.Ordinal) || effectId.StartsWith(n + ":", StringComparison.Ordinal));
}
