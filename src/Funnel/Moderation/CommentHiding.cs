using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Review;

namespace Funnel.Moderation;

/// <summary>What of hiding an account's platform lets programs do.</summary>
public enum HidingAbility
{
    /// <summary>Nothing: whoever wants to hides a comment on the platform itself.</summary>
    None,

    /// <summary>Hiding alone: only on the platform itself is a comment shown again.</summary>
    ForGood,

    /// <summary>Hiding, and showing again.</summary>
    BothWays,
}

/// <summary>
/// Hides comments from the public, and shows them again, when an operator says so. The platform first, then what we know of the comment: a crash in between leaves it hidden and not noted,
/// and the same again is harmless. Each stands in the audit, and in the journal where the comment is one of a lead's.
/// </summary>
public sealed class CommentHiding(AccountBook accounts, LeadStore leads, LeadLists lists, ReviewDesk reviews, AuditLog audit, TimeProvider time)
{
    public HidingAbility Of(string accountId) => accounts.Capability<ICommentHide>(accountId) is null ? HidingAbility.None
        : accounts.Capability<ICommentUnhide>(accountId) is null ? HidingAbility.ForGood
        : HidingAbility.BothWays;

    /// <summary>Hides or shows a comment of a lead's. A public reply to it that was not begun is dropped, and comes back when it is shown.</summary>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<Reason?> OfLead(LeadId id, string commentId, bool hide, Actor by, CancellationToken ct)
    {
        if (await leads.Find(id, ct) is not { } lead || lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, commentId, StringComparison.Ordinal)) is not { } ask)
        {
            return Reason.NoSuchComment;
        }

        if (await Call(lead.AccountId, new(ask.VideoId, ask.CommentId), hide, by, ct) is { } refusal)
        {
            return refusal;
        }

        // It is done on the platform: it is noted even while whoever asked goes away.
        await Note(id, commentId, hide, by);
        return null;
    }

    /// <summary>Hides or shows a comment that waits for a decision: if it becomes an inquiry while it is hidden, nobody answers it in public.</summary>
    /// <param name="itemId">The <see cref="ReviewItem.Id"/>.</param>
    /// <returns>Why it was not done; null when it was.</returns>
    public async Task<Reason?> InReview(string accountId, string itemId, bool hide, Actor by, CancellationToken ct)
    {
        if (await reviews.Find(accountId, itemId, ct) is not { } item)
        {
            return Reason.NoSuchComment;
        }

        var comment = item.Comment;
        if (await Call(accountId, new(comment.VideoId, comment.Id), hide, by, ct) is { } refusal)
        {
            return refusal;
        }

        // Somebody may be deciding on it at this moment: then it is one of a lead's by now.
        await reviews.Note(accountId, itemId, hide ? new(by.Name, time.GetUtcNow()) : null, CancellationToken.None);
        await Note(LeadId.Of(accountId, comment.PersonId), comment.Id, hide, by);
        return null;
    }

    private async Task Note(LeadId id, string commentId, bool hide, Actor by)
    {
        var now = time.GetUtcNow();
        LeadCommand command = hide ? new LeadCommand.HideComment(now, commentId) { By = by.Name } : new LeadCommand.UnhideComment(now, commentId) { By = by.Name };
        await leads.Apply(id, l => LeadDecider.Decide(l, command), CancellationToken.None);
        await lists.Flush(CancellationToken.None);
    }

    /// <summary>One attempt, and its line in the audit.</summary>
    private async Task<Reason?> Call(string accountId, HiddenTarget comment, bool hide, Actor by, CancellationToken ct)
    {
        var refusal = hide
            ? await Call<ICommentHide>(accountId, (port, account) => port.Hide(account, comment, ct), ct)
            : await Call<ICommentUnhide>(accountId, (port, account) => port.Unhide(account, comment, ct), ct);
        await audit.Write(new(by.Name, hide ? AuditActions.CommentHidden : AuditActions.CommentUnhidden, $"comment/{accountId}/{comment.CommentId}")
        {
            After = refusal is null ? null : $"refused: {refusal.Code}",
            Address = by.Address,
        });
        return refusal;
    }

    private async Task<Reason?> Call<TPort>(string accountId, Func<TPort, SourceAccount, Task<Outcome<Done>>> call, CancellationToken ct)
        where TPort : class
    {
        if (await accounts.Scopes(accountId, ct) is { } scopes && accounts.ConnectorOf(accountId)?.Lacking(scopes, typeof(TPort)) is { } lacking)
        {
            return Reason.NotGranted(accountId, lacking.Scope);
        }

        return (await accounts.Call(accountId, FactKind.Hide, call, ct)).Failure is not { } failure ? null
            : failure.Kind == FailureKind.Unknown ? Reason.HidingUnknown(failure.ToReason())
            : failure.ToReason();
    }
}
