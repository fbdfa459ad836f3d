using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>Douyin's envelopes: which of the documented shapes an answer takes is not to be relied on.</summary>
internal sealed class DouyinDialect(Looseness loose, int callsPerMinute, TimeProvider time) : IDialect
{
    private long calls;

    public int CallsPerMinute { get; } = callsPerMinute;

    public Refusal TooMany => new(DouyinCodes.TooFast, "request rate too high");

    public Refusal WrongMethod => new(DouyinCodes.BadParameter, "wrong HTTP method");

    /// <summary>An accepted call: <c>data</c> with its code, and <c>extra</c>.</summary>
    public JsonObject Ok(JsonObject data)
    {
        data["error_code"] = loose.Number(0);
        data["description"] = "";
        return new JsonObject { ["data"] = data, ["extra"] = Extra(0, "") };
    }

    /// <summary>An accepted call of a newer path, which answers in either envelope.</summary>
    public JsonObject OkNew(JsonObject data) => loose.Way(2) == 0
        ? Ok(data)
        : new JsonObject { ["err_no"] = loose.Number(0), ["err_msg"] = "", ["log_id"] = LogId(), ["data"] = data };

    /// <summary>OAuth answers add a <c>message</c>.</summary>
    public JsonObject OkOauth(JsonObject data)
    {
        var answer = Ok(data);
        answer["message"] = "success";
        return answer;
    }

    public JsonObject Refuse(Refusal refusal, string path)
    {
        if (path.StartsWith("/api/", StringComparison.Ordinal) && loose.Way(2) == 0)
        {
            return new JsonObject { ["err_no"] = loose.Number(refusal.Code), ["err_msg"] = refusal.Message, ["log_id"] = LogId() };
        }

        if (path.StartsWith("/oauth/", StringComparison.Ordinal))
        {
            return new JsonObject { ["data"] = Data(refusal), ["message"] = "error" };
        }

        return loose.Way(3) switch
        {
            0 => new JsonObject { ["data"] = Data(refusal) },
            1 => new JsonObject { ["data"] = new JsonObject(), ["extra"] = Extra(refusal.Code, refusal.Message) },
            _ => new JsonObject { ["data"] = Data(refusal), ["extra"] = Extra(refusal.Code, refusal.Message) },
        };
    }

    private JsonObject Data(Refusal refusal) => new() { ["error_code"] = loose.Number(refusal.Code), ["description"] = refusal.Message };

    /// <summary><c>now</c> is in milliseconds in most answers and in seconds in some.</summary>
    private JsonObject Extra(int code, string description) => new()
    {
        ["error_code"] = loose.Number(code),
        ["description"] = description,
        ["sub_error_code"] = loose.Number(0),
        ["sub_description"] = "",
        ["logid"] = LogId(),
        ["now"] = loose.Way(5) == 0 ? time.GetUtcNow().ToUnixTimeSeconds() : time.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private string LogId() => FormattableString.Invariant($"{time.GetUtcNow():yyyyMMddHHmmss}{Interlocked.Increment(ref calls):D18}");
}
