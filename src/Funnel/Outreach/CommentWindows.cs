using Funnel.Accounts;
using Funnel.Connectors;

namespace Funnel.Outreach;

/// <summary>By what way somebody who asked may be invited at once, without having opened a chat.</summary>
public sealed class CommentWindows(AccountBook accounts, ConnectorBook connectors)
{
    /// <summary>For how long staff is asked to write to somebody who asked.</summary>
    private static readonly TimeSpan ByHandFor = TimeSpan.FromDays(30);

    /// <summary>The window that the comment opens; null when the person has to open the chat first, or is not invited at all.</summary>
    public ChatWindow? Of(string accountId, Comment comment, Offer offer, DateTimeOffset now) => accounts.Find(accountId) is not { } account ? null : WayOf(account) switch
    {
        InviteBy.Chat => accounts.Capability<ICommentWindow>(accountId)?.WindowOf(comment, now),
        InviteBy.Hand when connectors.PathOf(offer.ContactPath) is not null => new(WindowKind.ByHand, "", comment.Id, comment.At, now + ByHandFor, 1),
        _ => null,
    };

    /// <summary>As configured, or as the platform permits. Nobody is written to by hand because a connector is switched off.</summary>
    private InviteBy WayOf(AccountOptions account) =>
        account.Invite ?? (accounts.ConnectorOf(account.Id) is { } connector && connector.Find<IChat>() is null ? InviteBy.Hand : InviteBy.Chat);
}
