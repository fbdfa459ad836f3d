using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

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
        JsonValueKind.String when content.GetString() is { Length: > 0 } text => JsonSerializer.Deserialize(ReadableJson.Of(Encoding.UTF8.GetBytes(text)).Span, type),
        _ => null,
    };

    private static SourceEvent.Commented? Commented(EventEnvelope e, DateTimeOffset now)
    {
        if (Content(e.Content, WireJson.Default.CommentContent) is not { } c
            || Bounds.Id(c.CommentId) is not { } id
            || Bounds.Id(c.ReplyToItemId) is not { } video
            || FirstId(c.CommentUserId, e.FromUserId) is not { } person
            || Bounds.Id(e.ToUserId) is not { } merchant)
        {
            return null;
        }

        var comment = new Comment(id, video, person, Bounds.Text(c.Content), Json.Time(c.CreateTime) ?? now, Parent(c), Bounds.Nick(c.NickName));
        var from = Bounds.Id(e.FromUserId);
        return new(merchant, comment) { FromId = string.Equals(from, person, StringComparison.Ordinal) ? null : from };
    }

    /// <summary>A first-level comment has an empty parent. One that has no such field at all may be anything.</summary>
    private static string? Parent(CommentContent c) =>
        Bounds.ParentId(c.ParentId) ?? Bounds.ParentId(c.ReplyToCommentId) ?? (c.ParentId is null && c.ReplyToCommentId is null ? "" : null);

    private static SourceEvent.ChatOpened? Window(EventEnvelope e, WindowKind kind, DateTimeOffset now)
    {
        if (Chat(e) is not { } c || Bounds.Id(e.ToUserId) is not { } merchant || Bounds.Id(e.FromUserId) is not { } person)
        {
            return null;
        }

        var wrote = kind == WindowKind.Wrote;
        var at = Json.Time(c.CreateTime) ?? now;
        var window = new ChatWindow(
            kind, c.ConversationShortId!, c.ServerMessageId!, at, at + (wrote ? WroteFor : OpenedFor), wrote ? WroteMessages : OpenedMessages);
        return new(merchant, person, window, wrote ? TextOf(c) : null, FirstId(c.ObjectId, c.ItemId), Nick(c, person));
    }

    private static SourceEvent.MessageSent? Sent(EventEnvelope e, string clientKey, DateTimeOffset now)
    {
        if (Chat(e) is not { } c || Bounds.Id(e.FromUserId) is not { } merchant || Bounds.Id(e.ToUserId) is not { } person)
        {
            return null;
        }

        var byUs = string.Equals(c.Source, clientKey, StringComparison.Ordinal);
        return new(merchant, person, c.ConversationShortId!, c.ServerMessageId!, TextOf(c), byUs, Json.Time(c.CreateTime) ?? now);
    }

    private static SourceEvent.AccessChanged? Access(EventEnvelope e, bool granted)
    {
        var scopes = Content(e.Content, WireJson.Default.ScopesContent)?.Scopes ?? [];
        return FirstId(e.FromUserId, e.ToUserId) is { } merchant
            ? new SourceEvent.AccessChanged(merchant, granted, [.. scopes.OfType<string>().Where(s => s.Length > 0)])
            : null;
    }

    private static SourceEvent.Other Other(EventEnvelope e) =>
        new(FirstId(e.ToUserId, e.FromUserId) ?? "", TextCutter.Chars(e.Event!, MaxNameChars));

    /// <summary>The content of a private chat's event; null for group chats and when an id is missing.</summary>
    private static ChatContent? Chat(EventEnvelope e) =>
        Content(e.Content, WireJson.Default.ChatContent) is { ConversationType: null or PrivateChat } c
        && Bounds.Id(c.ConversationShortId) is not null
        && Bounds.Id(c.ServerMessageId) is not null
            ? c
            : null;

    private static string? TextOf(ChatContent c) => c.MessageType is null or "text" && c.Text is { Length: > 0 } text ? Bounds.Text(text) : null;

    private static string? Nick(ChatContent c, string personId) =>
        Bounds.Nick(c.UserInfos?.FirstOrDefault(u => string.Equals(u?.OpenId, personId, StringComparison.Ordinal))?.NickName);

    private static string? FirstId(string? first, string? second) => Bounds.Id(first) ?? Bounds.Id(second);
}
