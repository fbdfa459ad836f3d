using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Instagram;

/// <summary>The authorize page (which agrees at once), the token calls, and whose a token is.</summary>
internal sealed class OauthCalls(InstagramGrants grants, string accountId)
{
    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        app.MapGet("/oauth/authorize", Authorize);
        gate.Map(app, "POST", "/oauth/access_token", Exchange);
        gate.Map(app, "GET", "/access_token", call => Lengthen(call, "ig_exchange_token", withSecret: true));
        gate.Map(app, "GET", "/refresh_access_token", call => Lengthen(call, "ig_refresh_token", withSecret: false));
        gate.Map(app, "GET", InstagramSource.Version + "/me", Me);
    }

    private IResult Authorize(HttpRequest request)
    {
        var known = Is(request.Query["client_id"], grants.AppId) && Is(request.Query["response_type"], "code") && !string.IsNullOrEmpty(request.Query["scope"]);
        if (!known || !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect))
        {
            return Results.BadRequest("client_id, response_type=code, scope and redirect_uri are required");
        }

        var back = new QueryBuilder { { "code", grants.NewCode() }, { "state", (string?)request.Query["state"] ?? "" } };
        return Results.Redirect(redirect + back.ToQueryString().ToString());
    }

    private JsonObject Exchange(Call call)
    {
        var form = call.Form ?? throw InstagramDialect.Bad("a form is required");
        if (!Is(form["client_id"], grants.AppId) || !Is(form["client_secret"], grants.AppSecret) || !Is(form["grant_type"], "authorization_code") || string.IsNullOrEmpty(form["redirect_uri"]))
        {
            throw InstagramDialect.Bad("client_id, client_secret, grant_type and redirect_uri are required");
        }

        return new JsonObject
        {
            ["access_token"] = grants.Exchange(form["code"]),
            ["user_id"] = accountId,
            ["permissions"] = "instagram_business_basic,instagram_business_manage_comments,instagram_business_manage_messages",
        };
    }

    private JsonObject Lengthen(Call call, string grantType, bool withSecret)
    {
        if (!Is(call.Query("grant_type"), grantType) || (withSecret && !Is(call.Query("client_secret"), grants.AppSecret)))
        {
            throw InstagramDialect.Bad("grant_type or client_secret is wrong");
        }

        var token = grants.Lengthen(call.Query("access_token"));
        return new JsonObject { ["access_token"] = token, ["token_type"] = "bearer", ["expires_in"] = (long)InstagramGrants.Long.TotalSeconds };
    }

    private JsonObject Me(Call call)
    {
        grants.Check(call);
        return new JsonObject { ["user_id"] = accountId, ["username"] = "sandbox_shop", ["id"] = accountId + "0" };
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
