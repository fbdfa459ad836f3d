using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Ads;

/// <summary>The envelope of advertising platforms: <c>{code, message, request_id, data}</c>, HTTP 200 whatever it says. Numbers are numbers or strings.</summary>
/// <param name="tooMany">The platform's code for calls that come too fast.</param>
/// <param name="badParameter">Its code for a wrong parameter.</param>
internal sealed class AdDialect(int callsPerMinute, int tooMany, int badParameter, TimeProvider time) : IDialect
{
    private long calls;

    public Looseness Loose { get; } = new();

    public int CallsPerMinute { get; } = callsPerMinute;

    public Refusal TooMany => new(tooMany, "too many requests");

    public Refusal WrongMethod => new(badParameter, "wrong HTTP method");

    public JsonObject Ok(JsonObject data) => Envelope(0, "OK", data);

    public JsonObject Refuse(Refusal refusal, string path) => Envelope(refusal.Code, refusal.Message, []);

    /// <summary>A whole number of 64 bits that is kept as text here.</summary>
    public JsonNode Number(string digits) => Loose.Number(long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));

    private JsonObject Envelope(int code, string message, JsonObject data) => new()
    {
        ["code"] = Loose.Number(code),
        ["message"] = message,
        ["request_id"] = FormattableString.Invariant($"{time.GetUtcNow():yyyyMMddHHmmss}{Interlocked.Increment(ref calls):D18}"),
        ["data"] = data,
    };
}
