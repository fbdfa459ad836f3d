using System.Text.Json.Nodes;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.TikTok;

/// <summary>A message that a person wrote.</summary>
internal sealed record Written(string ConversationId, string MessageId, DateTimeOffset At);

/// <summary>
/// Private messages: 10 within 48 hours after the person wrote. Comment-to-Message: one to a first-level comment of at most 48 hours that the platform thinks fit for it, which
/// is every second one here.
/// </summary>
internal sealed class MessageCalls(VideoCalls videos, Shop shop, TikTokDialect dialect, Ids ids, TimeProvider time)
{
    private const int MostChars = 6000;
    private const int Allowance = 10;
    private static readonly TimeSpan Open = TimeSpan.FromHours(48);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Conversation> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Conversation> byPerson = new(StringComparer.Ordinal);
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/business/message/send/", Send, sends: true);

    /// <summary>Whether the platform sees an intent to buy in a comment.</summary>
    public static bool HasIntent(string commentId) => (commentId[^1] - '0') % 2 == 0;

    public Written Write(string personId)
    {
        lock (gate)
        {
            var conversation = Of(personId);
            (conversation.Since, conversation.Used) = (time.GetUtcNow(), 0);
            return new(conversation.Id, ids.Opaque("message"), time.GetUtcNow());
        }
    }

    private JsonObject Send(Call call)
    {
        var body = call.Json ?? throw TikTokDialect.Bad("a JSON body is required");
        videos.Check(call, body.Text("business_id"));
        var text = (body["text"] as JsonObject)?.Text("body");
        if (body.Text("message_type") is not "TEXT" || string.IsNullOrEmpty(text) || text.Length > MostChars)
        {
            throw TikTokDialect.Bad("message_type must be TEXT with 1 to 6000 characters");
        }

        var person = body["direct_reply"] is JsonObject direct ? Commenter(direct) : Peer(body);
        shop.Message(PrivateMessage.Of(person, text));
        return dialect.Ok(new JsonObject { ["message"] = new JsonObject { ["message_id"] = ids.Opaque("message") } });
    }

    private string Peer(JsonObject body)
    {
        lock (gate)
        {
            if (body.Text("recipient_type") is not "CONVERSATION" || body.Text("recipient") is not { } id || !byId.TryGetValue(id, out var conversation))
            {
                throw TikTokDialect.Bad("recipient must be a conversation");
            }

            return time.GetUtcNow() - conversation.Since > Open || conversation.Used++ >= Allowance
                ? throw TikTokDialect.Bad("the conversation is closed or its messages are used up")
                : conversation.PersonId;
        }
    }

    private string Commenter(JsonObject direct)
    {
        var comment = (direct["comment_reply"] as JsonObject)?.Text("comment_id");
        var post = direct.Text("reply_type") is "COMMENT_REPLY" ? shop.Wall.Find(comment) : null;
        lock (gate)
        {
            return post is not { ParentId: null } || string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal) ? throw TikTokDialect.Bad("not a first-level comment of somebody else")
                : time.GetUtcNow() - post.At > Open ? throw TikTokDialect.Bad("the comment is older than 48 hours")
                : !HasIntent(post.Id) ? throw new Refusal(TikTokCodes.NoPermission, "the comment is not eligible for a direct reply")
                : !answered.Add(post.Id) ? throw TikTokDialect.Bad("the comment was replied to")
                : post.PersonId;
        }
    }

    private Conversation Of(string personId)
    {
        if (!byPerson.TryGetValue(personId, out var conversation))
        {
            conversation = byPerson[personId] = new Conversation(ids.Opaque("conversation"), personId);
            byId[conversation.Id] = conversation;
        }

        return conversation;
    }

    private sealed class Conversation(string id, string personId)
    {
        public string Id { get; } = id;

        public string PersonId { get; } = personId;

        public DateTimeOffset Since { get; set; }

        public int Used { get; set; }
    }
}
