namespace Funnel.Platforms;

/// <summary>
/// A platform where videos are commented on: what any of them must offer, whatever its wire. Reads may be retried inside;
/// <b>sends are tried exactly once</b> and say <see cref="FailureKind.Unknown"/> unless it is certain whether they were carried out.
/// Calls never throw for what the platform answers, only for cancellation and bugs.
/// </summary>
public interface ISource
{
    /// <summary>Stable name in configuration, ids and columns: <c>douyin</c>.</summary>
    string Name { get; }

    SourceLimits Limits { get; }

    /// <summary>The account's own videos, newest first, with comment counts.</summary>
    Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct);

    /// <summary>Top-level comments of an own video, newest first (a pinned one may come earlier).</summary>
    Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct);

    /// <summary>
    /// The answers in the thread of one first-level comment, answers to answers among them: how a reply is read back. Under any other comment
    /// platforms list nothing.
    /// </summary>
    /// <param name="commentId">The first-level comment.</param>
    Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct);

    /// <summary>Replies publicly. One attempt.</summary>
    /// <exception cref="ArgumentException">An id or the text is empty: some platforms would post a top-level comment then.</exception>
    Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct);

    /// <summary>Sends one private message inside an open window. One attempt.</summary>
    Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct);

    /// <summary>Where the merchant is sent to connect an account.</summary>
    Uri AuthorizeUrl(Uri redirect, string state);

    Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct);

    /// <summary>A new access token for the same grant.</summary>
    Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct);

    /// <summary>Extends the refresh token itself, where the platform allows that.</summary>
    Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct);

    /// <summary>Checks a webhook's signature and reads it. Never throws on hostile input.</summary>
    WebhookResult ReadWebhook(WebhookRequest request);
}

/// <param name="PageSize">Most comments one call returns.</param>
/// <param name="ReplyChars">Longest public reply, in UTF-16 characters.</param>
/// <param name="MessageChars">Longest private text message, in UTF-16 characters.</param>
public sealed record SourceLimits(int PageSize, int ReplyChars, int MessageChars)
{
    /// <summary>How long a send may be under way before the connector gives it up. What was given up may still be carried out.</summary>
    public TimeSpan SendTimeout { get; init; }

    /// <summary>How long after a reply was accepted it may be missing from <see cref="ISource.ListReplies"/>.</summary>
    public TimeSpan ReplyListLag { get; init; }
}

/// <summary>What a call needs of an account. The token is never logged.</summary>
/// <param name="Id">Our id of the account.</param>
/// <param name="OpenId">The platform's id of the merchant's user.</param>
public sealed record SourceAccount(string Id, string OpenId, string AccessToken)
{
    public override string ToString() => Id;
}

/// <param name="Next">Cursor of the next page, or null when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>
    /// Something is missing: an item that could not be read, or the platform said neither that there is more nor that this is all. That a thing
    /// is not on such a page proves nothing.
    /// </summary>
    public bool IsPartial { get; init; }
}

/// <param name="CommentCount">As the platform says it; may lag. Null when not given.</param>
public sealed record Video(string Id, string Title, string? Url, DateTimeOffset CreatedAt, long? CommentCount);

/// <param name="PersonId">The commenter, stable per app.</param>
/// <param name="ParentId">The first-level comment this one answers; null when it is first-level itself, empty when the platform did not say.</param>
public sealed record Comment(string Id, string VideoId, string PersonId, string Text, DateTimeOffset At, string? ParentId = null, string? Nick = null)
{
    /// <summary>In a list of replies: the comment this one answers, as far as the platform says. Some name the first-level one always.</summary>
    public string? AnswersId { get; init; }
}

/// <param name="Id">The platform's id of what was sent.</param>
public sealed record SendReceipt(string Id);

public enum WindowKind
{
    /// <summary>The person opened the chat (Douyin: 30 s, 3 messages).</summary>
    Opened,

    /// <summary>The person wrote (Douyin: 24 h, 6 messages).</summary>
    Wrote,
}

/// <summary>A time in which we may write to a person, as the platform's event granted it.</summary>
/// <param name="MessageId">The inbound message or event the window hangs on.</param>
/// <param name="OpenedAt">By the platform's clock: it tells which of two windows is newer, and how long one lasts.</param>
/// <param name="ExpiresAt">By the platform's clock in an event; by ours, counted from its receipt, in everything that is stored.</param>
/// <param name="Allowance">How many messages it permits in all.</param>
public sealed record ChatWindow(WindowKind Kind, string ConversationId, string MessageId, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, int Allowance);

/// <summary>The content of a private message.</summary>
public abstract record MessageContent
{
    private MessageContent() { }

    public sealed record Text(string Body) : MessageContent;

    /// <summary>A card that opens a page of the merchant's mini program; the query carries what the page needs.</summary>
    public sealed record Card(string TemplateId, string AppId, string Path, string Query) : MessageContent;
}

/// <summary>An account's tokens with their ends. Never logged.</summary>
public sealed record Grant(string OpenId, string AccessToken, DateTimeOffset AccessExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt, IReadOnlyList<string> Scopes)
{
    /// <summary>How often the refresh token was renewed (Douyin allows 5 times).</summary>
    public int Renewals { get; init; }

    public override string ToString() => $"grant until {RefreshExpiresAt:O}";
}

/// <param name="Headers">Header values by case-insensitive name.</param>
/// <param name="Query">Query values, decoded once.</param>
public sealed record WebhookRequest(string Method, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Query, ReadOnlyMemory<byte> Body);

/// <summary>What to do with a webhook.</summary>
public abstract record WebhookResult
{
    private WebhookResult() { }

    /// <summary>Answer the handshake with this body.</summary>
    public sealed record Handshake(string ContentType, string Body) : WebhookResult;

    /// <summary>Refuse it. The reason is for our log and the answer, and tells an attacker nothing.</summary>
    public sealed record Refused(int Status, string Reason) : WebhookResult;

    /// <summary>Genuine: these events are to be queued.</summary>
    /// <param name="DeliveryId">The platform's id of this delivery for dedupe, when it has one.</param>
    public sealed record Accepted(IReadOnlyList<SourceEvent> Events, string? DeliveryId) : WebhookResult;
}

/// <summary>Something a source told us about one of its accounts.</summary>
/// <param name="AccountOpenId">The merchant's user on the platform.</param>
public abstract record SourceEvent(string AccountOpenId)
{
    /// <summary>Somebody commented.</summary>
    public sealed record Commented(string AccountOpenId, Comment Comment) : SourceEvent(AccountOpenId)
    {
        /// <summary>Whom the event says it is from, when that is not the comment's <see cref="Comment.PersonId"/>: own comments are known by either.</summary>
        public string? FromId { get; init; }
    }

    /// <summary>Somebody opened the chat, or wrote in it: both open a window.</summary>
    /// <param name="Text">What was written; null when the chat was only opened or the message is no text.</param>
    /// <param name="VideoId">The video the person came from, when told.</param>
    public sealed record ChatOpened(string AccountOpenId, string PersonId, ChatWindow Window, string? Text, string? VideoId, string? Nick) : SourceEvent(AccountOpenId);

    /// <summary>The platform's receipt of a message the account sent, by API or by hand.</summary>
    /// <param name="ByUs">True when it was sent through our app's API access.</param>
    /// <param name="Text">The text, or null for a card and other kinds.</param>
    public sealed record MessageSent(string AccountOpenId, string PersonId, string ConversationId, string MessageId, string? Text, bool ByUs, DateTimeOffset At) : SourceEvent(AccountOpenId);

    /// <summary>The merchant granted or withdrew scopes.</summary>
    public sealed record AccessChanged(string AccountOpenId, bool Granted, IReadOnlyList<string> Scopes) : SourceEvent(AccountOpenId);

    /// <summary>A genuine event that this product does not use. Counted, not kept.</summary>
    public sealed record Other(string AccountOpenId, string Name) : SourceEvent(AccountOpenId);
}
