using System.Text.Json.Nodes;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>gettoken, and the check of the token every other call carries. A token lives 7200 s and is handed out again until it ends.</summary>
internal sealed class WeComTokens(Corp corp, FaultDeck faults, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(7200);
    private readonly Lock gate = new();
    private string current = "";
    private string ended = "";
    private DateTimeOffset ends;

    public JsonObject Get(Call call)
    {
        if (!string.Equals(call.Query("corpid"), corp.Id, StringComparison.Ordinal))
        {
            throw new Refusal(WeComCodes.BadCorp, "invalid corpid");
        }

        if (!string.Equals(call.Query("corpsecret"), corp.Secret, StringComparison.Ordinal))
        {
            throw new Refusal(WeComCodes.BadSecret, "invalid credential");
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            if (ends <= now)
            {
                (ended, current, ends) = (current, ids.Fresh("wecom-token", 80), now + Life);
            }

            return WeComDialect.Ok(new JsonObject { ["access_token"] = current, ["expires_in"] = (long)(ends - now).TotalSeconds });
        }
    }

    public void Check(Call call)
    {
        var token = call.Query("access_token");
        if (string.IsNullOrEmpty(token))
        {
            throw new Refusal(WeComCodes.NoToken, "access_token missing");
        }

        lock (gate)
        {
            var known = string.Equals(token, current, StringComparison.Ordinal);
            if (known && faults.Strikes(SandboxFaults.TokenRevoked))
            {
                (current, ends, known) = ("", default, false);
            }

            if (!known && !string.Equals(token, ended, StringComparison.Ordinal))
            {
                throw new Refusal(WeComCodes.BadToken, "invalid access_token");
            }

            if (!known || ends <= time.GetUtcNow())
            {
                throw new Refusal(WeComCodes.TokenExpired, "access_token expired");
            }
        }
    }

    /// <summary>The platform ends the token early.</summary>
    public void Revoke()
    {
        lock (gate)
        {
            (current, ends) = ("", default);
        }
    }
}
