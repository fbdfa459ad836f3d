using Funnel.Platforms;

namespace Funnel.Accounts;

/// <summary>A source whose reads and sends are noted for the account they are made for.</summary>
internal sealed class WatchedSource(ISource inner, AccountFacts facts) : ISource
{
    public string Name => inner.Name;

    public SourceLimits Limits => inner.Limits;

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) =>
        Noted(FactKind.ListVideos, account, inner.ListVideos(account, cursor, ct));

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) =>
        Noted(FactKind.ListComments, account, inner.ListComments(account, videoId, cursor, ct));

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        Noted(FactKind.ListReplies, account, inner.ListReplies(account, videoId, commentId, cursor, ct));

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct) =>
        Noted(FactKind.Reply, account, inner.Reply(account, videoId, commentId, text, ct));

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) =>
        Noted(FactKind.Message, account, inner.SendMessage(account, window, personId, content, ct));

    public Uri AuthorizeUrl(Uri redirect, string state) => inner.AuthorizeUrl(redirect, state);

    public Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct) => inner.ExchangeCode(code, ct);

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => inner.Refresh(grant, ct);

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => inner.Renew(grant, ct);

    public WebhookResult ReadWebhook(WebhookRequest request) => inner.ReadWebhook(request);

    private async Task<Outcome<T>> Noted<T>(FactKind kind, SourceAccount account, Task<Outcome<T>> call)
    {
        var outcome = await call;
        facts.Note(kind, account.Id, outcome.Failure);
        return outcome;
    }
}
