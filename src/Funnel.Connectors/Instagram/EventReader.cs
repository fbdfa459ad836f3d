using System.Text.Json;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Instagram;

/// <summary>Turns what a genuine delivery tells into events of ours, each on its own: what lacks what we need of it becomes <see cref="SourceEvent.Other"/>.</summary>
internal static class EventReader
{
    private const int MaxNameChars = 64;

    /// <param name="appId">The app's: what was sent through another was not sent by us.</param>
    public static IReadOnlyList<SourceEvent> Read(WebhookBody body, string appId, DateTimeOffset now) =>
        [.. (body.Entry ?? []).OfType<WebhookEntry>().SelectMany(entry => Read(entry, appId, now))];

    private static IEnumerable<SourceEvent> Read(WebhookEntry entry, string appId, DateTimeOffset now)
    {
        if (Bounds.Id(entry.Id) is not { } account)
        {
            yield return new SourceEvent.Other("", "entry");
            yield break;
        }

        foreach (var change in entry.Changes ?? [])
        {
            yield return Safely(account, "change", () => Changed(account, change, Json.Time(entry.Time) ?? now));
        }

        foreach (var messaging in entry.Messaging ?? [])
        {
            yield return Safely(account, "messaging", () => Talked(account, messaging, appId, now));
        }
    }

    private static SourceEvent Safely(string account, string name, Func<SourceEvent> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return new SourceEvent.Other(account, name);
        }
    }

    /// <summary>Comments on posts and on live videos. An answer names its parent; of what names none it is not known whether it is one.</summary>
    private static SourceEvent Changed(string account, JsonElement element, DateTimeOffset at)
    {
        var field = Json.Text(Json.Property(element, "field")) ?? "change";
        if (field is not ("comments" or "live_comments")
            || element.Deserialize(InstagramJson.Default.WebhookChange)?.Value is not { } value
            || Bounds.Id(value.Id) is not { } id
            || Bounds.Id(value.Media?.Id) is not { } media
            || CommentAuthor.Of(value) is not { } author)
        {
            return new SourceEvent.Other(account, TextCutter.Chars(field, MaxNameChars));
        }

        return new SourceEvent.Commented(account, new Comment(id, media, author.Id, Bounds.Text(value.Text), at, Bounds.ParentId(value.ParentId) ?? "", author.Nick));
    }

    private static SourceEvent Talked(string account, JsonElement element, string appId, DateTimeOffset now)
    {
        var other = new SourceEvent.Other(account, "messaging");
        if (element.Deserialize(InstagramJson.Default.Messaging) is not { } m || Bounds.Id(m.Sender?.Id) is not { } sender || Bounds.Id(m.Recipient?.Id) is not { } recipient)
        {
            return other;
        }

        var at = Json.Time(m.Timestamp) ?? now;
        if (m.Message is { } message)
        {
            return Bounds.Id(message.Mid) is not { } id || message.IsDeleted == true ? other
                : message.IsEcho == true ? Sent(account, recipient, id, message, appId, at)
                : new SourceEvent.ChatOpened(account, sender, ChatCalls.Wrote(id, at), TextOf(message), null, null);
        }

        return Bounds.Id(m.Postback?.Mid) is { } tapped ? new SourceEvent.ChatOpened(account, sender, ChatCalls.Wrote(tapped, at), null, null, null) : other;
    }

    private static SourceEvent.MessageSent Sent(string account, string person, string id, ChatMessage message, string appId, DateTimeOffset at) =>
        new(account, person, "", id, TextOf(message), string.Equals(message.AppId, appId, StringComparison.Ordinal), at);

    private static string? TextOf(ChatMessage message) => message.IsUnsupported != true && message.Text is { Length: > 0 } text ? Bounds.Text(text) : null;
}
