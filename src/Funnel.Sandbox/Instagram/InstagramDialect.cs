using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Instagram;

/// <summary>Meta's answers: a yes is the thing itself, a no is <c>{"error":{…}}</c> under an HTTP status.</summary>
internal sealed class InstagramDialect(int callsPerMinute, Ids ids) : IDialect
{
    public int CallsPerMinute { get; } = callsPerMinute;

    public Refusal TooMany => new(InstagramCodes.Application, "Application request limit reached", 403);

    public Refusal WrongMethod => Bad("Unsupported request method");

    public static Refusal Bad(string what) => new(InstagramCodes.BadParameter, what, 400);

    public JsonObject Refuse(Refusal refusal, string path)
    {
        var error = new JsonObject
        {
            ["message"] = refusal.Message,
            ["type"] = refusal.Code == InstagramCodes.TokenDead ? "OAuthException" : "IGApiException",
            ["code"] = refusal.Code > InstagramCodes.FirstSubcode ? InstagramCodes.NoPermission : refusal.Code,
        };
        if (refusal.Code > InstagramCodes.FirstSubcode)
        {
            error["error_subcode"] = refusal.Code;
        }

        error["fbtrace_id"] = "A" + ids.Fresh("trace", 22);
        return new JsonObject { ["error"] = error };
    }
}
