using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>TikTok as a source. See README.md beside this file.</summary>
internal sealed class TikTokSource(CommentCalls comments, ChatCalls chats, TokenCalls tokens, WebhookReader webhooks, IOptions<TikTokOptions> options)
    : ICommentFeed, IReplyFeed, ICommentReply, ICommentHide, ICommentUnhide, IChat, ICommentWindow, IOAuthGrant, IWebhook
{
    public const string Name = "tiktok";

    public static IReadOnlyList<ConnectorPermission> Permissions { get; } =
    [
        new(typeof(ICommentFeed), "comment.list"), new(typeof(ICommentFeed), "video.list"), new(typeof(ICommentReply), "comment.list.manage"), new(typeof(ICommentHide), "comment.list.manage"),
        new(typeof(ICommentUnhide), "comment.list.manage"), new(typeof(IChat), "message.list.send"),
    ];

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, options.Value.ReplyChars, ChatCalls.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
        LinksInChat = true,
    };

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => comments.ListVideos(account, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) =>
        comments.ListComments(account, videoId, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, cursor, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
        comments.Reply(account, to.VideoId, to.CommentId, text, ct);

    public Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => comments.Hide(account, comment, hide: true, ct);

    public Task<Outcome<Done>> Unhide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => comments.Hide(account, comment, hide: false, ct);

    public ChatWindow? WindowOf(Comment comment, DateTimeOffset now) => chats.WindowOf(comment, now);

    /// <summary>Whom a message goes to, its conversation or comment says.</summary>
    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) =>
        chats.Send(account, window, content, ct);

    public Uri AuthorizeUrl(Uri redirect, string state) => tokens.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => tokens.ExchangeCode(code, redirect, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    /// <summary>Each refresh gives a new refresh token too: there is nothing else to renew.</summary>
    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    public WebhookResult ReadWebhook(WebhookRequest request) => webhooks.Read(request);
}
