using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.OfficialAccount;

/// <summary>stable_token, qrcode/create and message/custom/send of an Official Account.</summary>
internal sealed class AccountCalls(Account account, Followers followers, FaultDeck faults, Ledger books, Ids ids, TimeProvider time)
{
    private const long LongestLife = 2_592_000;
    private const int MostBytes = 2048;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(7200);
    private readonly Lock gate = new();
    private string current = "";
    private DateTimeOffset ends;

    public void Map(IEndpointRouteBuilder app, Gate at)
    {
        at.Map(app, "POST", "/cgi-bin/stable_token", Token);
        at.Map(app, "POST", "/cgi-bin/qrcode/create", Checked(Code));
        at.Map(app, "POST", "/cgi-bin/message/custom/send", Checked(Send), sends: true);
    }

    private JsonObject Token(Call call)
    {
        var body = AccountDialect.Body(call);
        if (body.Text("grant_type") is not "client_credential")
        {
            throw new Refusal(AccountCodes.BadGrantType, "invalid grant_type");
        }

        if (!string.Equals(body.Text("appid"), account.AppId, StringComparison.Ordinal))
        {
            throw new Refusal(AccountCodes.BadAppId, "invalid appid");
        }

        if (!string.Equals(body.Text("secret"), account.Secret, StringComparison.Ordinal))
        {
            throw new Refusal(AccountCodes.BadCredential, "invalid credential");
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            if (ends <= now)
            {
                (current, ends) = (ids.Fresh("official-account-access", 80), now + Life);
            }

            return new() { ["access_token"] = current, ["expires_in"] = (long)(ends - now).TotalSeconds };
        }
    }

    private Func<Call, JsonObject> Checked(Func<JsonObject, JsonObject> handle) => call =>
    {
        Check(call.Query("access_token"));
        return handle(AccountDialect.Body(call));
    };

    private void Check(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw new Refusal(AccountCodes.NoToken, "access_token missing");
        }

        lock (gate)
        {
            var known = string.Equals(token, current, StringComparison.Ordinal);
            if (known && faults.Strikes(SandboxFaults.TokenRevoked))
            {
                (current, ends, known) = ("", default, false);
            }

            if (!known)
            {
                throw new Refusal(AccountCodes.BadCredential, "invalid credential, access_token is invalid or not latest");
            }

            if (ends <= time.GetUtcNow())
            {
                throw new Refusal(AccountCodes.TokenExpired, "access_token expired");
            }
        }
    }

    private JsonObject Code(JsonObject body)
    {
        var scene = ((body["action_info"] as JsonObject)?["scene"] as JsonObject)?.Text("scene_str") ?? "";
        var life = body.Number("expire_seconds") ?? 60;
        return body.Text("action_name") is "QR_STR_SCENE" && scene.Length is >= 1 and <= 64 && life is >= 1 and <= LongestLife
            ? new()
            {
                ["ticket"] = followers.Make(scene, TimeSpan.FromSeconds(life)),
                ["expire_seconds"] = life,
                ["url"] = "http://weixin.qq.com/q/" + ids.Fresh("official-account-q", 20),
            }
            : throw new Refusal(AccountCodes.BadData, "the sandbox makes QR_STR_SCENE of 1 to 64 characters for at most 30 days");
    }

    private JsonObject Send(JsonObject body)
    {
        var text = (body["text"] as JsonObject)?.Text("content") ?? "";
        if (body.Text("msgtype") is not "text" || text.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            throw new Refusal(AccountCodes.BadData, "the sandbox takes texts of up to 2048 bytes");
        }

        var follower = followers.Reach(body.Text("touser") ?? "");
        books.Write(Page.Welcomed, follower.PersonId, text: text, token: follower.State);
        return new() { ["errcode"] = 0, ["errmsg"] = "ok" };
    }
}
