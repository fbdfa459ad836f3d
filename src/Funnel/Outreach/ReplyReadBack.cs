using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Platforms;

namespace Funnel.Outreach;

/// <summary>Looks for a reply of ours in the platform's reply list.</summary>
internal static class ReplyReadBack
{
    /// <summary>Reply lists are short; one that is longer cannot prove an absence.</summary>
    private const int MaxPages = 20;

    /// <summary>
    /// Found by its receipt when there is one, else by author and exact text. <see cref="ReadBackResult.Absent"/> only when the whole list was read.
    /// </summary>
    public static async Task<(ReadBackResult Result, string? Receipt)> FindReply(this AccountBook accounts, string accountId, Effect effect, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var at = cursor;
            var own = "";
            var list = await accounts.Call(accountId, (source, account) =>
            {
                own = account.OpenId;
                return source.ListReplies(account, effect.VideoId!, effect.CommentId!, at, ct);
            }, ct);
            if (list.Failure is { } failure)
            {
                return (failure.Kind == FailureKind.Gone ? ReadBackResult.Gone : ReadBackResult.NotYet, null);
            }

            if (list.Value.Items.FirstOrDefault(c => IsOurs(c, effect, own)) is { } found)
            {
                return (ReadBackResult.Found, found.Id);
            }

            if (list.Value.Next is null)
            {
                return (ReadBackResult.Absent, null);
            }

            cursor = list.Value.Next;
        }

        return (ReadBackResult.Impossible, null);
    }

    private static bool IsOurs(Comment c, Effect effect, string ownOpenId) => effect.Receipt is { } receipt
        ? string.Equals(c.Id, receipt, StringComparison.Ordinal)
        : string.Equals(c.PersonId, ownOpenId, StringComparison.Ordinal) && string.Equals(c.Text, effect.Text, StringComparison.Ordinal);
}
