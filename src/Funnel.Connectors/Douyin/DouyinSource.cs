using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>Douyin as a source. See README.md beside this file.</summary>
internal sealed class DouyinSource(CommentCalls comments, ChatCalls chats, TokenCalls tokens, WebhookReader webhooks, IOptions<DouyinOptions> options)
    : ICommentFeed, IReplyFeed, ICommentReply, IChat, IOAuthGrant, IWebhook
{
    public const string Name = "douyin";

    public static IReadOnlyList<ConnectorPermission> Permissions { get; } =
    [
        new(typeof(ICommentFeed), "item.comment"), new(typeof(ICommentFeed), "video.list.bind"), new(typeof(ICommentReply), "item.comment"), new(typeof(IChat), "im.direct_message"),
    ];

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, options.Value.ReplyChars, ChatCalls.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
    };

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) =>
        comments.ListVideos(account, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) =>
        comments.ListComments(account, videoId, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, cursor, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
        comments.Reply(account, to.VideoId, to.CommentId, text, ct);

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) =>
        chats.Send(account, window, personId, content, ct);

    public Uri AuthorizeUrl(Uri redirect, string state) => tokens.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => tokens.ExchangeCode(code, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => tokens.Renew(grant, ct);

    public WebhookResult ReadWebhook(WebhookRequest request) => webhooks.Read(request);
}
