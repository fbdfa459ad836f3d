using Funnel.Connectors;

namespace Funnel.Accounts;

/// <summary>What is wanted of an account whose platform, or whose access to it, does not offer it: a person has to do it.</summary>
public static class NoCapability
{
    public const string Code = "no-capability";

    /// <param name="port">The capability that is missing.</param>
    internal static Failure Failure(string accountId, Type port) => new(FailureKind.Forbidden, Code, Text(accountId, port));

    /// <summary>For an operator.</summary>
    internal static string Text(string accountId, Type port) =>
        $"account '{accountId}' cannot {Verb(port)} by API: do it by hand, then mark it done";

    private static string Verb(Type port) => port.Name switch
    {
        nameof(ICommentReply) => "reply to comments",
        nameof(IChat) => "write private messages",
        nameof(IOAuthGrant) => "renew its access",
        nameof(IReplyFeed) => "list replies",
        _ => "read comments",
    };
}
