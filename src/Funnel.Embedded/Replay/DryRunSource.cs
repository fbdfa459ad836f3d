using Funnel.Platforms;

namespace Funnel.Embedded.Replay;

/// <summary>A source that nothing is ever read from or sent to: recorded comments are replayed against it.</summary>
internal sealed class DryRunSource : ISource
{
    public const string PlatformName = "recorded";

    private static readonly Failure Dry = new(FailureKind.Forbidden, "dry-run", "this is a dry run: nothing is read or sent");

    public string Name => PlatformName;

    /// <summary>The tightest limits of the real sources.</summary>
    public SourceLimits Limits { get; } = new(PageSize: 20, ReplyChars: 100, MessageChars: 1000);

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => No<Page<Video>>();

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) => No<Page<Comment>>();

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) => No<Page<Comment>>();

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct) => No<SendReceipt>();

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) => No<SendReceipt>();

    public Uri AuthorizeUrl(Uri redirect, string state) => throw new NotSupportedException("a dry run connects no account");

    public Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct) => No<Grant>();

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => No<Grant>();

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => No<Grant>();

    public WebhookResult ReadWebhook(WebhookRequest request) => new WebhookResult.Refused(404, "a dry run receives nothing");

    private static Task<Outcome<T>> No<T>() => Task.FromResult<Outcome<T>>(Dry);
}
