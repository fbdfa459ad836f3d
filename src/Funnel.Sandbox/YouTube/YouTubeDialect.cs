using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.YouTube;

/// <summary>Google's answers: a yes is the thing itself, a no <c>{"error":{"errors":[{"reason"}]}}</c> under an HTTP status; OAuth's is <c>{"error":"invalid_grant"}</c>.</summary>
internal sealed class YouTubeDialect(int callsPerMinute) : IDialect
{
    private const char Between = ':';

    public int CallsPerMinute { get; } = callsPerMinute;

    public Refusal TooMany => No(403, "rateLimitExceeded", "Rate Limit Exceeded");

    public Refusal WrongMethod => No(405, "httpMethodNotAllowed", "The HTTP method is not allowed");

    /// <param name="reason">What a client goes by.</param>
    public static Refusal No(int status, string reason, string message) => new(status, reason + Between + message, status);

    public JsonObject Refuse(Refusal refusal, string path)
    {
        var (reason, message) = refusal.Message.Split(Between, 2) is [var first, var rest] ? (first, rest) : ("badRequest", refusal.Message);
        return path.EndsWith(OauthCalls.TokenPath, StringComparison.Ordinal)
            ? new JsonObject { ["error"] = reason, ["error_description"] = message }
            : new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = refusal.Code,
                    ["message"] = message,
                    ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["domain"] = "youtube.comment", ["reason"] = reason }),
                },
            };
    }
}
