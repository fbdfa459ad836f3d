using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.TikTok;

/// <summary>Signed events: <c>Tiktok-Signature: t=…,s=…</c>, hex HMAC of <c>t.body</c> with the app's secret. Content is JSON as text, with ids as numbers.</summary>
internal sealed class Webhooks(Shop shop, CallbackSender callbacks, Spelling spelling, FaultDeck faults, Ids ids, TimeProvider time, string secret, string ownIdentifier)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells of a comment: of some, and of these up to three times.</summary>
    /// <param name="always">Answers of the audience are told always, for nothing else tells of them.</param>
    /// <param name="told">Called each time the host has taken it.</param>
    public void Commented(Post post, bool always = false, Action? told = null)
    {
        var own = string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal);
        var content = new JsonObject
        {
            ["comment_id"] = Number(post.Id),
            ["video_id"] = Number(post.VideoId),
            ["comment_type"] = post.ParentId is null ? "comment" : "reply",
            ["comment_action"] = "insert",
            ["unique_identifier"] = own ? ownIdentifier : post.PersonId,
            ["timestamp"] = post.At.ToUnixTimeSeconds(),
            ["text"] = spelling.Told(post),
        };
        if (post.ParentId is { } parent)
        {
            content["parent_comment_id"] = Number(parent);
        }

        var times = faults.Tellings(post.Id, always);
        for (var telling = 0; telling < times; telling++)
        {
            Send("comment.update", content, telling, told);
        }
    }

    public void Wrote(string personId, string nick, string text, Written written) => Send("im_receive_msg", new JsonObject
    {
        ["conversation_id"] = written.ConversationId,
        ["message_id"] = written.MessageId,
        ["timestamp"] = written.At.ToUnixTimeMilliseconds(),
        ["unique_identifier"] = personId,
        ["from"] = nick,
        ["from_user"] = new JsonObject { ["id"] = personId, ["role"] = "personal_account" },
        ["to"] = shop.OwnerName,
        ["to_user"] = new JsonObject { ["id"] = shop.OwnerId, ["role"] = "business_account" },
        ["type"] = "text",
        ["text"] = new JsonObject { ["body"] = text },
    });

    private static JsonNode Number(string id) => JsonValue.Create(long.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture));

    private void Send(string name, JsonObject content, int after = 0, Action? told = null)
    {
        var body = Spelling.Bytes(new JsonObject
        {
            ["client_key"] = "sandbox",
            ["event"] = name,
            ["create_time"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["user_openid"] = shop.OwnerId,
            ["content"] = content.ToJsonString(Plain),
        }.ToJsonString(Plain));
        var delivery = ids.Fresh("delivery", 16);
        callbacks.Send(root => Request(root, body, delivery), gapsBefore: after, delivered: told);
    }

    private HttpRequestMessage Request(Uri root, byte[] body, string delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, root.AbsoluteUri.TrimEnd('/') + "/api/events/tiktok")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. body]));
        request.Headers.TryAddWithoutValidation("Tiktok-Signature", $"t={at},s={signature}");
        request.Headers.Add("X-Delivery", delivery);
        return request;
    }
}
