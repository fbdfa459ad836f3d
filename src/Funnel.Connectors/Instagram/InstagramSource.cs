using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>Instagram as a source. See README.md beside this file.</summary>
internal sealed class InstagramSource(CommentCalls comments, ChatCalls chats, TokenCalls tokens, WebhookReader webhooks, IOptions<InstagramOptions> options)
    : ICommentFeed, IReplyFeed, ICommentReply, ICommentHide, ICommentUnhide, IChat, ICommentWindow, IOAuthGrant, IWebhook
{
    public const string Name = InstagramOptions.SectionName;

    public static IReadOnlyList<ConnectorPermission> Permissions { get; } =
    [
        new(typeof(ICommentFeed), "instagram_business_basic"), new(typeof(ICommentFeed), "instagram_business_manage_comments"),
        new(typeof(ICommentReply), "instagram_business_manage_comments"), new(typeof(ICommentHide), "instagram_business_manage_comments"),
        new(typeof(ICommentUnhide), "instagram_business_manage_comments"), new(typeof(IChat), "instagram_business_manage_messages"),
    ];

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, options.Value.ReplyChars, options.Value.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
        LinksInChat = true,
    };

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => comments.ListMedia(account, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) =>
        comments.ListComments(account, videoId, cursor, ct);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, cursor, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => comments.Reply(account, to.CommentId, text, ct);

    public Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => comments.Hide(account, comment.CommentId, hide: true, ct);

    public Task<Outcome<Done>> Unhide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => comments.Hide(account, comment.CommentId, hide: false, ct);

    public ChatWindow? WindowOf(Comment comment, DateTimeOffset now) => ChatCalls.WindowOf(comment, now);

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) =>
        chats.Send(account, window, personId, content, ct);

    public Uri AuthorizeUrl(Uri redirect, string state) => tokens.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => tokens.ExchangeCode(code, redirect, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    /// <summary>The token is its own refresh token.</summary>
    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => tokens.Refresh(grant, ct);

    public WebhookResult ReadWebhook(WebhookRequest request) => webhooks.Read(request);
}
