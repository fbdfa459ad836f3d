using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.TikTok;

/// <summary>The one envelope: <c>{code, message, request_id, data}</c> with HTTP 200, whatever the code.</summary>
internal sealed class TikTokDialect(int callsPerMinute, Ids ids) : IDialect
{
    public int CallsPerMinute { get; } = callsPerMinute;

    public Refusal TooMany => new(TikTokCodes.TooMany, "Too many requests. Please retry in some time.");

    public Refusal WrongMethod => Bad("The HTTP method is not allowed");

    public static Refusal Bad(string what) => new(TikTokCodes.BadParameter, what);

    public JsonObject Ok(JsonObject data) => Envelope(0, "OK", data);

    public JsonObject Refuse(Refusal refusal, string path) => Envelope(refusal.Code, refusal.Message, []);

    private JsonObject Envelope(int code, string message, JsonObject data) => new() { ["code"] = code, ["message"] = message, ["request_id"] = "2026" + ids.Fresh("request", 28), ["data"] = data };
}
