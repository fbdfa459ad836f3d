using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Accounts;

/// <summary>What is wanted of an account whose platform, or whose access to it, does not offer it: a person has to do it.</summary>
public static class NoCapability
{
    public const string Code = "no-capability";

    /// <param name="port">The capability that is missing.</param>
    internal static Failure Failure(string accountId, Type port) => Connectors.Failure.Ours(FailureKind.Forbidden, Code, Of(accountId, port));

    /// <summary>For an operator.</summary>
    internal static Reason Of(string accountId, Type port) => port.Name switch
    {
        nameof(ICommentReply) => Reason.CannotReply(accountId),
        nameof(IChat) => Reason.CannotChat(accountId),
        nameof(IOAuthGrant) => Reason.CannotRenewAccess(accountId),
        nameof(ICommentHide) => Reason.CannotHide(accountId),
        nameof(ICommentUnhide) => Reason.CannotUnhide(accountId),
        nameof(IReplyFeed) => Reason.CannotListReplies(accountId),
        _ => Reason.CannotReadComments(accountId),
    };
}
