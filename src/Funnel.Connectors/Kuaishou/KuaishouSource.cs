using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Kuaishou;

/// <summary>Kuaishou's marketing API as a source of comments on an advertiser's videos. See README.md beside this file.</summary>
internal sealed class KuaishouSource(CommentCalls comments, IOptions<KuaishouOptions> options) : IAccountFeed, IReplyFeed, ICommentReply
{
    public const string Name = KuaishouOptions.SectionName;

    public ConnectorLimits Limits { get; } = new(options.Value.PageSize, options.Value.ReplyChars, ConnectorLimits.Unknown.MessageChars)
    {
        SendTimeout = options.Value.Timeout,
        ReplyListLag = options.Value.ReplyListLag,
    };

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => comments.ListComments(account, cursor, ct);

    /// <summary>There are no pages: the cursor is not used.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        comments.ListReplies(account, videoId, commentId, ct);

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => comments.Reply(account, to, text, ct);
}
