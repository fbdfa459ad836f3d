using Funnel.Accounts;
using Funnel.Connectors;

namespace Funnel.Outreach;

/// <summary>By what way somebody who asked is invited.</summary>
public sealed class CommentWindows(AccountBook accounts, ConnectorBook connectors, ContactLinks links)
{
    /// <summary>For how long staff is asked to write to somebody who asked.</summary>
    private static readonly TimeSpan ByHandFor = TimeSpan.FromDays(30);

    /// <summary>The window that the comment opens; null when the person has to open the chat first, or is not invited there at all.</summary>
    public ChatWindow? Of(string accountId, Comment comment, Offer offer, DateTimeOffset now) => WayOf(accountId, offer) switch
    {
        InviteBy.Chat => accounts.Capability<ICommentWindow>(accountId)?.WindowOf(comment, now),
        InviteBy.Hand when connectors.PathsOf(offer.ContactPaths).Count > 0 => new(WindowKind.ByHand, "", comment.Id, comment.At, now + ByHandFor, 1),
        _ => null,
    };

    /// <summary>Whether the reply brings the contact link along.</summary>
    public bool InReply(string accountId, Offer offer) => WayOf(accountId, offer) == InviteBy.Reply && links.FitText(offer);

    /// <summary>Whether staff follows whoever asked.</summary>
    public bool Follows(string accountId) => accounts.Find(accountId)?.Follow ?? false;

    /// <summary>As the platform permits, and by hand where what there is to hand out cannot stand in a reply.</summary>
    private InviteBy? WayOf(string accountId, Offer offer) => WayOf(accountId) is var way && way == InviteBy.Reply && !links.FitText(offer) ? InviteBy.Hand : way;

    /// <summary>As configured, or as the platform permits. Nothing is done otherwise because a connector is switched off.</summary>
    private InviteBy? WayOf(string accountId) => accounts.Find(accountId) is not { } account ? null
        : account.Invite is { } configured ? configured
        : accounts.ConnectorOf(accountId) is not { } connector || connector.Find<IChat>() is not null ? InviteBy.Chat
        : connector.Limits.LinksInReplies ? InviteBy.Reply
        : InviteBy.Hand;
}
