using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.TikTok;

/// <summary>Turns a genuine event into ours. One that lacks what we need of it becomes <see cref="SourceEvent.Other"/>.</summary>
internal sealed class EventReader(OwnIdentifiers own)
{
    private const int MaxNameChars = 64;

    public SourceEvent Read(EventEnvelope e, DateTimeOffset now) => Known(e, now) ?? new SourceEvent.Other(Bounds.Id(e.UserOpenid) ?? "", TextCutter.Chars(e.Event!, MaxNameChars));

    private SourceEvent? Known(EventEnvelope e, DateTimeOffset now) => Bounds.Id(e.UserOpenid) is not { } account ? null : e.Event switch
    {
        "comment.update" => Commented(e, account, now),
        "im_receive_msg" => Wrote(e, account, now),
        "im_send_msg" => Sent(e, account, now),
        "authorization.removed" => new SourceEvent.AccessChanged(account, Granted: false, []),
        _ => null,
    };

    /// <summary>Only a new comment is one: the others tell of what became of it.</summary>
    private SourceEvent.Commented? Commented(EventEnvelope e, string account, DateTimeOffset now) =>
        Content(e, TikTokJson.Default.CommentContent) is { CommentAction: "insert" } c
        && Bounds.Id(c.CommentId) is { } id && Bounds.Id(c.VideoId) is { } video && Bounds.Id(c.UniqueIdentifier) is { } person && c.Text is not null
            ? new(account, new Comment(id, video, own.PersonOf(account, person), Bounds.Text(c.Text), Json.Time(c.Timestamp ?? e.CreateTime) ?? now, Parent(c)))
            : null;

    private static string? Parent(CommentContent c) => Bounds.ParentId(c.ParentCommentId) ?? (c.CommentType is "comment" ? null : "");

    private static SourceEvent.ChatOpened? Wrote(EventEnvelope e, string account, DateTimeOffset now)
    {
        if (Content(e, TikTokJson.Default.ChatContent) is not { } c
            || Bounds.Id(c.ConversationId) is not { } conversation
            || Bounds.Id(c.MessageId) is not { } message
            || (Bounds.Id(c.UniqueIdentifier) ?? Bounds.Id(c.FromUser?.Id)) is not { } person)
        {
            return null;
        }

        return new(account, person, ChatCalls.Wrote(conversation, message, Json.Time(c.Timestamp) ?? now), TextOf(c), null, Bounds.Nick(c.From));
    }

    /// <summary>Whether the app or a hand sent it is not said.</summary>
    private static SourceEvent.MessageSent? Sent(EventEnvelope e, string account, DateTimeOffset now) =>
        Content(e, TikTokJson.Default.ChatContent) is { } c
        && Bounds.Id(c.ConversationId) is { } conversation && Bounds.Id(c.MessageId) is { } message && (Bounds.Id(c.UniqueIdentifier) ?? Bounds.Id(c.ToUser?.Id)) is { } person
            ? new(account, person, conversation, message, TextOf(c), ByUs: false, Json.Time(c.Timestamp) ?? now)
            : null;

    private static string? TextOf(ChatContent c) => c.Type is null or "text" && c.Text?.Body is { Length: > 0 } text ? Bounds.Text(text) : null;

    private static T? Content<T>(EventEnvelope e, JsonTypeInfo<T> type)
        where T : class => string.IsNullOrEmpty(e.Content) ? null : JsonSerializer.Deserialize(ReadableJson.Of(Encoding.UTF8.GetBytes(e.Content)).Span, type);
}
