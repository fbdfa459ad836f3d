using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.TikTok;

/// <summary>The authorize page (which agrees at once) and the token calls.</summary>
internal sealed class OauthCalls(OauthGrants grants, TikTokDialect dialect, string clientId, string clientSecret, string accountId)
{
    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        app.MapGet("/v2/auth/authorize", Authorize);
        gate.Map(app, "POST", "/tt_user/oauth2/token/", Exchange);
        gate.Map(app, "POST", "/tt_user/oauth2/refresh_token/", Refresh);
    }

    private IResult Authorize(HttpRequest request)
    {
        var known = Is(request.Query["client_key"], clientId) && Is(request.Query["response_type"], "code") && Is(request.Query["disable_auto_auth"], "1");
        if (!known || !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect) || redirect.Query.Length > 0 || !redirect.AbsolutePath.EndsWith('/'))
        {
            return Results.BadRequest("client_key, response_type=code, disable_auto_auth=1 and a redirect_uri that ends with a slash are required");
        }

        var back = new QueryBuilder { { "code", grants.NewCode() }, { "state", (string?)request.Query["state"] ?? "" } };
        return Results.Redirect(redirect + back.ToQueryString().ToString());
    }

    private JsonObject Exchange(Call call)
    {
        var body = Body(call, "authorization_code");
        return string.IsNullOrEmpty(body.Text("redirect_uri"))
            ? throw TikTokDialect.Bad("redirect_uri is required")
            : Grant(grants.Exchange(body.Text("auth_code")) ?? throw new Refusal(TikTokCodes.CodeDead, "auth_code is used or has expired"));
    }

    private JsonObject Refresh(Call call) =>
        Grant(grants.Refresh(Body(call, "refresh_token").Text("refresh_token")) ?? throw new Refusal(TikTokCodes.RefreshDead, "refresh_token is invalid"));

    private JsonObject Body(Call call, string grantType)
    {
        var body = call.Json ?? throw TikTokDialect.Bad("a JSON body is required");
        return !Is(body.Text("client_id"), clientId) || !Is(body.Text("client_secret"), clientSecret) ? throw new Refusal(TikTokCodes.WrongApp, "client_id or client_secret is wrong")
            : Is(body.Text("grant_type"), grantType) ? body
            : throw TikTokDialect.Bad("grant_type must be " + grantType);
    }

    private JsonObject Grant(OauthGrant grant) => dialect.Ok(new JsonObject
    {
        ["access_token"] = grant.Access,
        ["expires_in"] = (long)grant.AccessLife.TotalSeconds,
        ["refresh_token"] = grant.Refresh,
        ["refresh_token_expires_in"] = (long)grant.RefreshLife.TotalSeconds,
        ["open_id"] = accountId,
        ["scope"] = "user.info.basic,video.list,comment.list,comment.list.manage,message.list.read,message.list.send",
        ["token_type"] = "Bearer",
    });

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
