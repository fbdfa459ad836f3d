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

namespace Funnel.Sandbox.Instagram;

/// <summary>Signed events: <c>X-Hub-Signature-256: sha256=</c> hex HMAC of the body with the app's secret.</summary>
internal sealed class Webhooks(InstagramGrants grants, Shop shop, CallbackSender callbacks, Spelling spelling, FaultDeck faults, Ids ids, TimeProvider time)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells of a comment: of some, and of these up to three times, as happens to posts that are ads.</summary>
    /// <param name="always">Answers of the audience are told always, for nothing else tells of them.</param>
    /// <param name="told">Called each time the host has taken it.</param>
    public void Commented(Post post, bool always = false, Action? told = null)
    {
        var times = faults.Tellings(post.Id, always);
        for (var telling = 0; telling < times; telling++)
        {
            Send("changes", new JsonObject { ["field"] = "comments", ["value"] = Value(post) }, telling, told);
        }
    }

    public void Wrote(string personId, string text, string mid, DateTimeOffset at) =>
        Send("messaging", Messaging(personId, shop.OwnerId, at, new JsonObject { ["mid"] = mid, ["text"] = text }));

    /// <summary>The account's own message comes back.</summary>
    public void Echo(string personId, string mid, string text) => Send(
        "messaging",
        Messaging(shop.OwnerId, personId, time.GetUtcNow(), new JsonObject { ["mid"] = mid, ["text"] = text, ["is_echo"] = true, ["app_id"] = grants.AppId }));

    /// <summary>The handshake: the challenge must come back as it was sent.</summary>
    /// <exception cref="HttpRequestException">It did not; the message says what came.</exception>
    public async Task Verify(Uri root, CancellationToken ct)
    {
        var challenge = RandomNumberGenerator.GetInt32(100_000, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var to = new Uri(Address(root) + $"?hub.mode=subscribe&hub.verify_token={grants.VerifyToken}&hub.challenge={challenge}");
        using var request = new HttpRequestMessage(HttpMethod.Get, to);
        using var answer = await callbacks.Ask(request, TimeSpan.FromSeconds(5), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode || !string.Equals(text, challenge, StringComparison.Ordinal))
        {
            throw new HttpRequestException(FormattableString.Invariant($"Instagram handshake: expected {challenge}, got status {(int)answer.StatusCode} and {text.Length} characters"));
        }
    }

    private static Uri Address(Uri root) => new(root.AbsoluteUri.TrimEnd('/') + "/api/events/instagram");

    private JsonObject Value(Post post)
    {
        var value = new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = post.PersonId, ["username"] = spelling.Nick(post) },
            ["media"] = new JsonObject { ["id"] = post.VideoId, ["media_product_type"] = "REELS" },
            ["id"] = post.Id,
            ["text"] = spelling.Told(post),
        };
        if (post.ParentId is { } parent)
        {
            value["parent_id"] = parent;
        }

        return value;
    }

    private static JsonObject Messaging(string from, string to, DateTimeOffset at, JsonObject message) => new()
    {
        ["sender"] = new JsonObject { ["id"] = from },
        ["recipient"] = new JsonObject { ["id"] = to },
        ["timestamp"] = at.ToUnixTimeMilliseconds(),
        ["message"] = message,
    };

    private void Send(string kind, JsonObject what, int after = 0, Action? told = null)
    {
        var entry = new JsonObject { ["id"] = shop.OwnerId, ["time"] = time.GetUtcNow().ToUnixTimeSeconds(), [kind] = new JsonArray(what) };
        var body = Spelling.Bytes(new JsonObject { ["object"] = "instagram", ["entry"] = new JsonArray(entry) }.ToJsonString(Plain));
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(grants.AppSecret), body));
        var delivery = ids.Fresh("delivery", 16);
        callbacks.Send(root => Request(Address(root), body, signature, delivery), gapsBefore: after, delivered: told);
    }

    private static HttpRequestMessage Request(Uri to, byte[] body, string signature, string delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, to)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("X-Hub-Signature-256", signature);
        request.Headers.Add("X-Delivery", delivery);
        return request;
    }
}
