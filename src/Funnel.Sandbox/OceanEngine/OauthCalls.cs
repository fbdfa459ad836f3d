using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Ads;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.OceanEngine;

/// <summary>The page on which the advertiser grants access (and does so at once), and the token calls.</summary>
internal sealed class OauthCalls(Advertiser advertiser, AdTokens tokens, AdDialect dialect)
{
    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        app.MapGet("/audit/oauth.html", Page);
        gate.Map(app, "POST", "/open_api/oauth2/access_token/", call => Grant(tokens.Exchange(Body(call, "auth_code").Text("auth_code"))));
        gate.Map(app, "POST", "/open_api/oauth2/refresh_token/", call => Grant(tokens.Refresh(Body(call, "refresh_token").Text("refresh_token"))));
    }

    private IResult Page(HttpRequest request)
    {
        if (!string.Equals(request.Query["app_id"], advertiser.AppId, StringComparison.Ordinal) || !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect))
        {
            return Results.BadRequest("app_id and redirect_uri are required");
        }

        var back = new QueryBuilder { { "auth_code", tokens.NewCode() }, { "state", (string?)request.Query["state"] ?? "" } };
        return Results.Redirect(redirect + back.ToQueryString().ToString());
    }

    /// <param name="grantType">Libraries that send one send this; the newest send none.</param>
    private JsonObject Body(Call call, string grantType)
    {
        var body = call.Json ?? throw Bad("a JSON body is required");
        var app = body.Number("app_id")?.ToString(CultureInfo.InvariantCulture);
        return !string.Equals(app, advertiser.AppId, StringComparison.Ordinal) || !string.Equals(body.Text("secret"), advertiser.Secret, StringComparison.Ordinal) ? throw Bad("app_id or secret is wrong")
            : body.Text("grant_type") is { } type && !string.Equals(type, grantType, StringComparison.Ordinal) ? throw Bad("grant_type is wrong")
            : body;
    }

    private JsonObject Grant((string Access, string Refresh) granted) => dialect.Ok(new JsonObject
    {
        ["access_token"] = granted.Access,
        ["expires_in"] = dialect.Loose.Number((long)AdTokens.AccessLife.TotalSeconds),
        ["refresh_token"] = granted.Refresh,
        ["refresh_token_expires_in"] = dialect.Loose.Number((long)AdTokens.RefreshLife.TotalSeconds),
        ["advertiser_ids"] = new JsonArray(dialect.Number(advertiser.Sister), dialect.Number(advertiser.Id)),
    });

    private static Refusal Bad(string what) => new(OceanEngineCodes.BadParameter, what);
}
