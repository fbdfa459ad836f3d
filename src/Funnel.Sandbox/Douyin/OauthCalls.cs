using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>The authorize page (which agrees at once) and the token calls.</summary>
internal sealed class OauthCalls(Merchant merchant, Grants grants, SandboxOptions options, DouyinDialect dialect, Looseness loose)
{
    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        app.MapGet("/platform/oauth/connect/", Connect);
        gate.Map(app, "POST", "/oauth/access_token/", Exchange);
        gate.Map(app, "POST", "/oauth/refresh_token/", call => Grant(grants.Refresh(Field(Form(call, "refresh_token"), "refresh_token"))));
        gate.Map(app, "POST", "/oauth/renew_refresh_token/", Renew);
        gate.Map(app, "POST", "/oauth/client_token/", ClientToken);
    }

    private IResult Connect(HttpRequest request)
    {
        var known = string.Equals(request.Query["client_key"], merchant.ClientKey, StringComparison.Ordinal)
            && string.Equals(request.Query["response_type"], "code", StringComparison.Ordinal)
            && !string.IsNullOrEmpty(request.Query["scope"]);
        if (!known || !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect) || redirect.Query.Length > 0)
        {
            return Results.BadRequest("client_key, response_type=code, scope and a redirect_uri without query are required");
        }

        var back = new QueryBuilder { { "code", grants.NewCode() }, { "state", (string?)request.Query["state"] ?? "" } };
        return Results.Redirect(redirect + back.ToQueryString().ToString());
    }

    private JsonObject Exchange(Call call)
    {
        var body = call.Json ?? throw Bad("a JSON body is required");
        CheckApp(body.Text("client_key"), body.Text("client_secret"));
        return string.Equals(body.Text("grant_type"), "authorization_code", StringComparison.Ordinal)
            ? Grant(grants.Exchange(body.Text("code")))
            : throw Bad("grant_type must be authorization_code");
    }

    private JsonObject Renew(Call call)
    {
        var granted = grants.Renew(Field(Form(call, null), "refresh_token"));
        return dialect.OkOauth(new JsonObject
        {
            ["refresh_token"] = granted.Refresh,
            ["expires_in"] = loose.Number((long)granted.RefreshLife.TotalSeconds),
        });
    }

    private JsonObject ClientToken(Call call)
    {
        // The page does not say which body it wants, and SDKs differ, so both are taken.
        CheckApp(call.Json?.Text("client_key") ?? call.Form?["client_key"], call.Json?.Text("client_secret") ?? call.Form?["client_secret"]);
        if (!string.Equals(call.Json?.Text("grant_type") ?? call.Form?["grant_type"], "client_credential", StringComparison.Ordinal))
        {
            throw Bad("grant_type must be client_credential");
        }

        var (token, life) = grants.NewClientToken();
        return dialect.OkOauth(new JsonObject { ["access_token"] = token, ["expires_in"] = loose.Number((long)life.TotalSeconds) });
    }

    private JsonObject Grant(Granted granted) => dialect.OkOauth(new JsonObject
    {
        ["access_token"] = granted.Access,
        ["expires_in"] = loose.Number((long)granted.AccessLife.TotalSeconds),
        ["refresh_token"] = granted.Refresh,
        ["refresh_expires_in"] = loose.Number((long)granted.RefreshLife.TotalSeconds),
        ["open_id"] = merchant.OpenId,
        ["scope"] = string.Join(',', options.Scopes),
    });

    private IFormCollection Form(Call call, string? grantType)
    {
        var form = call.Form ?? throw Bad("a form body is required");
        if (!string.Equals(form["client_key"], merchant.ClientKey, StringComparison.Ordinal))
        {
            throw Bad("client_key unknown");
        }

        return grantType is null || string.Equals(form["grant_type"], grantType, StringComparison.Ordinal)
            ? form
            : throw Bad("grant_type must be " + grantType);
    }

    private static string? Field(IFormCollection form, string name) => form[name];

    private void CheckApp(string? key, string? secret)
    {
        if (!string.Equals(key, merchant.ClientKey, StringComparison.Ordinal) || !string.Equals(secret, merchant.ClientSecret, StringComparison.Ordinal))
        {
            throw Bad("client_key or client_secret wrong");
        }
    }

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameterOld, what);
}
