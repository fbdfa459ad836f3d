using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Leads;

namespace Funnel.Outreach.Refusals;

/// <summary>
/// Refusals in public. Only what is meant for us counts: a person's own comment, or an answer in a thread in which the person asked us. Under somebody else's comment that one may be meant,
/// so there only who asks to be taken off the list is heard.
/// </summary>
public sealed class CommentRefusals(RefusalWords words, RefusedPeople refused, LeadStore leads)
{
    /// <summary>Takes a comment for a refusal, and acts on it, if it is one. Costs nothing for any other. Idempotent.</summary>
    /// <returns>Whether it is one.</returns>
    public async ValueTask<bool> Take(string accountId, Comment comment, CancellationToken ct)
    {
        if (!words.IsRefusal(comment.Text, RefusalPlace.Comment))
        {
            return false;
        }

        if (comment.ParentId is not null && !words.IsRefusal(comment.Text, RefusalPlace.Thread) && !await IsOwnThread(accountId, comment, ct))
        {
            return false;
        }

        await refused.Refuse(accountId, comment.PersonId, RefusalSource.Comment, "system", comment.At, TextCutter.Chars(comment.Text, Ask.MaxText), ct);
        return true;
    }

    private async ValueTask<bool> IsOwnThread(string accountId, Comment comment, CancellationToken ct)
    {
        var id = LeadId.Of(accountId, comment.PersonId);
        return (leads.Recall(id) ?? await leads.Find(id, ct)) is { } lead
            && lead.Asks.Any(a => string.Equals(a.CommentId, comment.ParentId, StringComparison.Ordinal) || string.Equals(a.ParentId, comment.ParentId, StringComparison.Ordinal));
    }
}
