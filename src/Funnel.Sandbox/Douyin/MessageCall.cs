using System.Text.Json.Nodes;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>One accepted private message: a text, or a card.</summary>
internal sealed record Message(string Id, string ConversationId, string PersonId, string? Text, Card? Card, DateTimeOffset At);

/// <summary>Private messages inside a window. No idempotency key either: <c>msg_id</c> is the inbound message.</summary>
internal sealed class MessageCall(
    Merchant merchant, Grants grants, Chats chats, Shop shop, DouyinDialect dialect, Webhooks webhooks, TimeProvider time)
{
    private const int MostAtOnce = 3;

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/im/send/msg/", Send, sends: true);

    private JsonObject Send(Call call)
    {
        grants.Check(call, "im.direct_message");
        var body = call.Json ?? throw Bad("a JSON body is required");
        var scene = Scene(body.Text("scene"));
        var to = body.Text("to_user_id") is { Length: > 0 } given ? given : throw Bad("to_user_id is required");
        var contents = Contents(body).Select(Read).ToList();
        var (conversation, ids) = chats.Take(scene, body.Text("msg_id"), body.Text("conversation_id"), to, contents.Count);
        foreach (var (content, id) in contents.Zip(ids))
        {
            Deliver(new Message(id, conversation, to, content.Text, content.Card, time.GetUtcNow()));
        }

        var answer = dialect.Ok([]);
        answer["msg_id"] = ids[0];
        answer["msg_list"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        return answer;
    }

    private void Deliver(Message message) => shop.Message(
        message.Card is { } card ? new(message.PersonId, PrivateMessage.Card, card.Title, card.Link) : new(message.PersonId, PrivateMessage.Words, message.Text, null),
        tell: () => webhooks.Sent(message));

    private static string Scene(string? scene) => scene switch
    {
        null or "" or "im_reply_msg" or "im_replay_msg" => "im_reply_msg",
        "im_enter_direct_msg" => scene,
        _ => throw Bad("scene is not one of the two that a comment can lead to"),
    };

    private static List<JsonObject> Contents(JsonObject body)
    {
        if (body["content"] is JsonObject one)
        {
            return [one];
        }

        return body["content_list"] is JsonArray { Count: > 0 and <= MostAtOnce } many && many.All(each => each is JsonObject)
            ? [.. many.Select(each => each!.AsObject())]
            : throw Bad("content, or content_list of 1 to 3, is required");
    }

    private (string? Text, Card? Card) Read(JsonObject content) => content.Number("msg_type") switch
    {
        1 => (Text(content["text"] as JsonObject), null),
        10 => (null, CardOf(content["applet_card"] as JsonObject)),
        _ => throw Bad("msg_type must be 1 (text) or 10 (applet_card) here"),
    };

    private static string Text(JsonObject? content)
    {
        var text = content?.Text("text");
        return string.IsNullOrEmpty(text) ? throw Bad("text.text is required")
            : text.Length > ContentRules.MessageChars || ContentRules.HasLink(text)
                ? throw new Refusal(DouyinCodes.IllegalContent, "content is too long or has a URL")
            : text;
    }

    private Card CardOf(JsonObject? content)
    {
        if (content is null
            || !string.Equals(content.Text("card_template_id"), merchant.CardTemplate, StringComparison.Ordinal)
            || !string.Equals(content.Text("app_id"), merchant.MiniApp, StringComparison.Ordinal))
        {
            throw Bad("applet_card needs a card_template_id and an app_id of this merchant");
        }

        return string.IsNullOrEmpty(content.Text("path")) && string.IsNullOrEmpty(content.Text("schema"))
            ? throw Bad("applet_card needs a path or a schema")
            : Card.Read(content.Text("query") ?? "");
    }

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameter, what);
}
