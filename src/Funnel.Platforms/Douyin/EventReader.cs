using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Funnel.Platforms.Douyin;

/// <summary>Turns a genuine event into ours. One that lacks what we need of it becomes <see cref="SourceEvent.Other"/>.</summary>
internal static class EventReader
{
    private const int MaxNameChars = 64;
    private const long PrivateChat = 1;

    /// <summary>How long and for how many messages a window is open, by the platform's rules for the two scenes.</summary>
    private static readonly TimeSpan OpenedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WroteFor = TimeSpan.FromHours(24);
    private const int OpenedMessages = 3;
    private const int WroteMessages = 6;

    public static SourceEvent Read(EventEnvelope e, string clientKey, DateTimeOffset now) => Known(e, clientKey, now) ?? Other(e);

    private static SourceEvent? Known(EventEnvelope e, string clientKey, DateTimeOffset now) => e.Event switch
    {
        "item_comment_reply" => Commented(e, now),
        "im_receive_msg" => Window(e, WindowKind.Wrote, now),
        "im_enter_direct_msg" => Window(e, WindowKind.Opened, now),
        "im_send_msg" => Sent(e, clientKey, now),
        "authorize" => Access(e, granted: true),
        "unauthorize" => Access(e, granted: false),
        _ => null,
    };

    /// <summary>An event's content, which is a JSON string for most events and an object for others.</summary>
    public static T? Content<T>(JsonElement content, JsonTypeInfo<T> type)
        where T : class => content.ValueKind switch
    {
        JsonValueKind.Object => content.Deserialize(type),
        JsonValueKind.String when content.GetString() is { Length: > 0 } text => JsonSerializer.Deserialize(text, type),
        _ => null,
    };

    private static SourceEvent.Commented? Commented(EventEnvelope e, DateTimeOffset now)
    {
        var c = Content(e.Content, WireJson.Default.CommentContent);
        var person = First(c?.CommentUserId, e.FromUserId);
        if (c is not { CommentId.Length: > 0, ReplyToItemId.Length: > 0 } || person is null || string.IsNullOrEmpty(e.ToUserId))
        {
            return null;
        }

        var comment = new Comment(
            c.CommentId, c.ReplyToItemId, person, c.Content ?? "", Json.Time(c.CreateTime) ?? now, First(c.ParentId, c.ReplyToCommentId), First(c.NickName));
        return new SourceEvent.Commented(e.ToUserId, comment);
    }

    private static SourceEvent.ChatOpened? Window(EventEnvelope e, WindowKind kind, DateTimeOffset now)
    {
        if (Chat(e) is not { } c || string.IsNullOrEmpty(e.ToUserId) || string.IsNullOrEmpty(e.FromUserId))
        {
            return null;
        }

        var at = Json.Time(c.CreateTime) ?? now;
        var window = kind == WindowKind.Wrote
            ? new ChatWindow(kind, c.ConversationShortId!, c.ServerMessageId!, at, at + WroteFor, WroteMessages)
            : new ChatWindow(kind, c.ConversationShortId!, c.ServerMessageId!, at, at + OpenedFor, OpenedMessages);
        return new SourceEvent.ChatOpened(
            e.ToUserId, e.FromUserId, window, kind == WindowKind.Wrote ? TextOf(c) : null, First(c.ObjectId, c.ItemId), Nick(c, e.FromUserId));
    }

    private static SourceEvent.MessageSent? Sent(EventEnvelope e, string clientKey, DateTimeOffset now) =>
        Chat(e) is not { } c || string.IsNullOrEmpty(e.ToUserId) || string.IsNullOrEmpty(e.FromUserId)
            ? null
            : new SourceEvent.MessageSent(
                e.FromUserId, e.ToUserId, c.ConversationShortId!, c.ServerMessageId!, TextOf(c), string.Equals(c.Source, clientKey, StringComparison.Ordinal), Json.Time(c.CreateTime) ?? now);

    private static SourceEvent.AccessChanged? Access(EventEnvelope e, bool granted)
    {
        var scopes = Content(e.Content, WireJson.Default.ScopesContent)?.Scopes ?? [];
        return First(e.FromUserId, e.ToUserId) is { } merchant
            ? new SourceEvent.AccessChanged(merchant, granted, [.. scopes.OfType<string>().Where(s => s.Length > 0)])
            : null;
    }

    private static SourceEvent.Other Other(EventEnvelope e) =>
        new(First(e.ToUserId, e.FromUserId) ?? "", e.Event!.Length <= MaxNameChars ? e.Event : e.Event[..MaxNameChars]);

    /// <summary>The content of a private chat's event; null for group chats and when an id is missing.</summary>
    private static ChatContent? Chat(EventEnvelope e) =>
        Content(e.Content, WireJson.Default.ChatContent) is { ConversationShortId.Length: > 0, ServerMessageId.Length: > 0 } c
        && c.ConversationType is null or PrivateChat
            ? c
            : null;

    private static string? TextOf(ChatContent c) => c.MessageType is null or "text" ? First(c.Text) : null;

    private static string? Nick(ChatContent c, string personId) => First(c.UserInfos?.FirstOrDefault(u => string.Equals(u?.OpenId, personId, StringComparison.Ordinal))?.NickName);

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }
}
