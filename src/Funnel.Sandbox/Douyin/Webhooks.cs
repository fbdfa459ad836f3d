using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>
/// Signed events: <c>X-Douyin-Signature</c> = hex sha1(client_secret + body), <c>Msg-Id</c> the same in each try.
/// <c>content</c> is a JSON string in some and an object in others.
/// </summary>
internal sealed class Webhooks(Merchant merchant, CallbackSender callbacks, Spelling spelling, FaultDeck faults, Ids ids, TimeProvider time)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private int sent;

    /// <summary>Tells of a comment: of some, and of these up to three times.</summary>
    /// <param name="always">Answers of the audience are told always, for nothing else tells of them.</param>
    /// <param name="told">Called each time the host has taken it.</param>
    public void Commented(Post post, bool always = false, Action? told = null)
    {
        var times = faults.Tellings(post.Id, always);
        var own = string.Equals(post.PersonId, merchant.OpenId, StringComparison.Ordinal);
        var (from, author) = own ? (merchant.FromId, merchant.ToldId) : (post.PersonId, post.PersonId);
        for (var telling = 0; telling < times; telling++)
        {
            Send("item_comment_reply", from, merchant.OpenId, Content(post, author), after: telling, told);
        }
    }

    private JsonObject Content(Post post, string author) => new()
    {
        ["comment_id"] = post.Id,
        ["comment_user_id"] = author,
        ["content"] = spelling.Told(post),
        ["create_time"] = post.At.ToUnixTimeSeconds(),
        ["digg_count"] = post.Diggs,
        ["reply_comment_total"] = 0,
        ["reply_to_comment_id"] = post.AnswersId ?? "",
        ["reply_to_item_id"] = post.VideoId,
        ["at_user_id"] = "",
        ["parent_id"] = post.ParentId ?? "",
        ["nick_name"] = spelling.Nick(post),
        ["avatar"] = "",
    };

    public void Entered(Opening opening, string nick, string? videoId)
    {
        var content = Chat(opening.ConversationId, opening.MessageId, opening.At, nick, opening.PersonId);
        content["objectId"] = videoId ?? "";
        content["ad_info"] = "{}";
        Send("im_enter_direct_msg", opening.PersonId, merchant.OpenId, content);
    }

    public void Wrote(Opening opening, string nick, string text)
    {
        var content = Chat(opening.ConversationId, opening.MessageId, opening.At, nick, opening.PersonId);
        (content["message_type"], content["text"], content["source"]) = ("text", text, "");
        Send("im_receive_msg", opening.PersonId, merchant.OpenId, content);
    }

    /// <summary>The receipt of a message sent through the API.</summary>
    public void Sent(Message message)
    {
        var content = Chat(message.ConversationId, message.Id, message.At, merchant.Name, merchant.OpenId);
        (content["message_type"], content["source"]) = (message.Text is null ? "other" : "text", merchant.ClientKey);
        if (message.Text is { } text)
        {
            content["text"] = text;
        }

        Send("im_send_msg", merchant.OpenId, message.PersonId, content);
    }

    public void Unauthorized(IEnumerable<string> scopes) =>
        Send("unauthorize", merchant.OpenId, "", new JsonObject { ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]) });

    /// <summary>The handshake: the challenge must come back as it was sent.</summary>
    /// <exception cref="HttpRequestException">It did not; the message says what came.</exception>
    public async Task Verify(Uri root, CancellationToken ct)
    {
        var to = Address(root);
        var challenge = RandomNumberGenerator.GetInt32(10_000, int.MaxValue);
        var body = Envelope("verify_webhook", "", "", new JsonObject { ["challenge"] = challenge });
        body["client_key"] = "";
        using var request = Request(to, Spelling.Bytes(body.ToJsonString(Plain)), ids.Fresh("delivery", 24));
        using var answer = await callbacks.Ask(request, TimeSpan.FromSeconds(5), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode || !Echoes(text, challenge))
        {
            throw new HttpRequestException(FormattableString.Invariant(
                $"Douyin handshake at {to}: expected {{\"challenge\":{challenge}}}, got status {(int)answer.StatusCode} and {text.Length} characters"));
        }
    }

    private static Uri Address(Uri root) => new(root.AbsoluteUri.TrimEnd('/') + "/api/events/douyin");

    private static bool Echoes(string text, long challenge)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject body && body.Number("challenge") == challenge;
        }
        catch (JsonException)
        {
            return false; // Not JSON: no echo.
        }
    }

    /// <param name="after">Gaps between the tries of a callback to wait before the first one.</param>
    private void Send(string name, string from, string to, JsonObject content, int after = 0, Action? told = null)
    {
        var asText = Interlocked.Increment(ref sent) % 2 == 0;
        var body = Spelling.Bytes(Envelope(name, from, to, asText ? content.ToJsonString(Plain) : content).ToJsonString(Plain));
        var delivery = ids.Fresh("delivery", 24);
        callbacks.Send(root => Request(Address(root), body, delivery), gapsBefore: after, delivered: told);
    }

    private JsonObject Envelope(string name, string from, string to, JsonNode content) => new()
    {
        ["event"] = name,
        ["client_key"] = merchant.ClientKey,
        ["from_user_id"] = from,
        ["to_user_id"] = to,
        ["content"] = content,
        ["log_id"] = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMddHHmmss}{sent:D18}"),
    };

    private static JsonObject Chat(string conversation, string message, DateTimeOffset at, string nick, string openId) => new()
    {
        ["conversation_short_id"] = conversation,
        ["server_message_id"] = message,
        ["conversation_type"] = 1,
        ["create_time"] = at.ToUnixTimeMilliseconds(),
        ["scene_type"] = 100,
        ["user_infos"] = new JsonArray(new JsonObject { ["open_id"] = openId, ["nick_name"] = nick, ["avatar"] = "" }),
    };

    private HttpRequestMessage Request(Uri to, byte[] body, string delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.Add("X-Douyin-Signature", Convert.ToHexStringLower(SHA1.HashData([.. Encoding.UTF8.GetBytes(merchant.ClientSecret), .. body])));
        request.Headers.Add("Msg-Id", delivery);
        return request;
    }
}
