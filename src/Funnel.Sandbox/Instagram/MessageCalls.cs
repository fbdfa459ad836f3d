using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Instagram;

/// <summary>Private messages: one to each comment within 7 days, and any number within 24 hours after the person wrote.</summary>
internal sealed class MessageCalls(InstagramGrants grants, Shop shop, Ids ids, TimeProvider time)
{
    private const int MostBytes = 1000;
    private static readonly TimeSpan CommentedFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan WroteFor = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> wrote = new(StringComparer.Ordinal);

    /// <summary>Tells the host of a message (its id and text) that the account sent to a person.</summary>
    public Action<string, string, string>? Echo { get; set; }

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", InstagramSource.Version + "/{id}/messages", Send, sends: true);

    /// <summary>The person writes, and may be written to for a day.</summary>
    /// <returns>The message's id, and when.</returns>
    public (string Id, DateTimeOffset At) Write(string personId)
    {
        lock (gate)
        {
            wrote[personId] = time.GetUtcNow();
            return (ids.Fresh("mid", 40), wrote[personId]);
        }
    }

    private JsonObject Send(Call call)
    {
        grants.Check(call);
        if (!string.Equals(call.Route("id"), shop.OwnerId, StringComparison.Ordinal))
        {
            throw InstagramDialect.Bad("the account is not this token's");
        }

        var text = (call.Json?["message"] as JsonObject)?.Text("text");
        if (string.IsNullOrEmpty(text) || Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            throw InstagramDialect.Bad("message.text must be 1 to 1000 bytes");
        }

        var to = call.Json?["recipient"] as JsonObject ?? throw InstagramDialect.Bad("recipient is required");
        var person = to.Text("comment_id") is { } comment ? OfComment(comment) : OfPerson(to.Text("id"));
        var id = ids.Fresh("mid", 40);
        shop.Message(PrivateMessage.Of(person, text), tell: () => Echo?.Invoke(person, id, text));
        return new JsonObject { ["recipient_id"] = person, ["message_id"] = id };
    }

    private string OfComment(string commentId)
    {
        var post = shop.Wall.Find(commentId);
        if (post is null || string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal))
        {
            throw InstagramDialect.Bad("recipient.comment_id is no comment of somebody else on this account's media");
        }

        lock (gate)
        {
            return time.GetUtcNow() - post.At > CommentedFor ? throw new Refusal(InstagramCodes.WindowOver, "the comment is older than 7 days", 400)
                : !answered.Add(commentId) ? throw new Refusal(InstagramCodes.Answered, "the comment was answered in private already", 400)
                : post.PersonId;
        }
    }

    private string OfPerson(string? personId)
    {
        lock (gate)
        {
            return personId is null ? throw InstagramDialect.Bad("recipient needs comment_id or id")
                : wrote.TryGetValue(personId, out var at) && time.GetUtcNow() - at <= WroteFor ? personId
                : throw new Refusal(InstagramCodes.WindowOver, "This message is sent outside of allowed window.", 400);
        }
    }
}
