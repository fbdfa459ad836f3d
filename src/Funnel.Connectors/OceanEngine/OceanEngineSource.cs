using Microsoft.Extensions.Options;

namespace Funnel.Connectors.OceanEngine;

/// <summary>Ocean Engine as a source of comments on ad videos. See README.md beside this file.</summary>
internal sealed class OceanEngineSource(CommentCalls comments, TokenCalls tokens, IOptions<OceanEngineOptions> options)
    : IAccountFeed, IReplyFeed, ICommentReply, ICommentHide, IOAuthGrant
{
    public const string Name = OceanEngineOptions.SectionName;

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, CommentCalls.ReplyChars, ConnectorLimits.Unknown.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
    };

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => comments.ListComments(account, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, cursor, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
        comments.Reply(account, to.CommentId, text, ct);

    public Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => comments.Hide(account, comment.CommentId, ct);

    public string CodeField => "auth_code";

    public Uri AuthorizeUrl(Uri redirect, string state) => tokens.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => tokens.ExchangeCode(code, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    /// <summary>Each refresh gives a new refresh token too: there is nothing else to renew.</summary>
    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);
}
