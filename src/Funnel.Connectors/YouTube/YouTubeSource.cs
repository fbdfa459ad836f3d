using Microsoft.Extensions.Options;

namespace Funnel.Connectors.YouTube;

/// <summary>YouTube as a source: comments and replies; there is no chat, so the way to the merchant stands in the reply or nowhere. See README.md beside this file.</summary>
internal sealed class YouTubeSource(CommentCalls comments, TokenCalls tokens, IOptions<YouTubeOptions> options) : IAccountFeed, IReplyFeed, ICommentReply, IOAuthGrant
{
    public const string Name = "youtube";

    private const string ForceSsl = "https://www.googleapis.com/auth/youtube.force-ssl";

    public static IReadOnlyList<ConnectorPermission> Permissions { get; } = [new(typeof(IAccountFeed), ForceSsl), new(typeof(ICommentReply), ForceSsl)];

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, options.Value.ReplyChars, ConnectorLimits.Unknown.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
        LinksInReplies = true,
    };

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => comments.ListComments(account, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, cursor, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => comments.Reply(account, to, text, ct);

    public Uri AuthorizeUrl(Uri redirect, string state) => tokens.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => tokens.ExchangeCode(code, redirect, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    /// <summary>A refresh token is never renewed; refreshing tells whether it still works, and until when.</summary>
    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);
}
