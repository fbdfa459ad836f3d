using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.YouTube;

/// <summary>The authorize page (which agrees at once) and the token call.</summary>
internal sealed class OauthCalls(OauthGrants grants, string clientId, string clientSecret)
{
    public const string TokenPath = "/token";

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        app.MapGet("/o/oauth2/v2/auth", Authorize);
        gate.Map(app, "POST", TokenPath, Token);
    }

    private IResult Authorize(HttpRequest request)
    {
        var known = Is(request.Query["client_id"], clientId) && Is(request.Query["response_type"], "code") && !string.IsNullOrEmpty(request.Query["scope"]);
        if (!known || !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect))
        {
            return Results.BadRequest("client_id, response_type=code, scope and redirect_uri are required");
        }

        var back = new QueryBuilder { { "code", grants.NewCode() }, { "state", (string?)request.Query["state"] ?? "" } };
        return Results.Redirect(redirect + back.ToQueryString().ToString());
    }

    private JsonObject Token(Call call)
    {
        var form = call.Form ?? throw YouTubeDialect.No(400, "invalid_request", "a form is required");
        if (!Is(form["client_id"], clientId) || !Is(form["client_secret"], clientSecret))
        {
            throw YouTubeDialect.No(401, "invalid_client", "The OAuth client was not found.");
        }

        var (grant, isFirst) = (string?)form["grant_type"] switch
        {
            "authorization_code" when !string.IsNullOrEmpty(form["redirect_uri"]) => (grants.Exchange(form["code"]), true),
            "refresh_token" => (grants.Refresh(form["refresh_token"]), false),
            _ => throw YouTubeDialect.No(400, "unsupported_grant_type", "grant_type or redirect_uri is wrong"),
        };
        if (grant is null)
        {
            throw YouTubeDialect.No(400, "invalid_grant", "Bad Request");
        }

        var answer = new JsonObject
        {
            ["access_token"] = grant.Access,
            ["expires_in"] = (long)grant.AccessLife.TotalSeconds - 1,
            ["scope"] = "https://www.googleapis.com/auth/youtube.force-ssl",
            ["token_type"] = "Bearer",
        };
        if (isFirst)
        {
            answer["refresh_token"] = grant.Refresh;
        }

        return answer;
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
