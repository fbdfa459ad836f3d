using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox;

/// <summary>The sandbox's own routes, which no platform has.</summary>
internal sealed class SandboxRoutes(World world, SandboxServer server, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sandbox/books", context => OwnAnswers.Json(context, server.Books.ToJson()));
        app.MapGet("/sandbox/config", context => OwnAnswers.Json(context, server.ConfigJson()));
        app.MapGet("/sandbox/status", context => OwnAnswers.Json(context, Status()));
        app.MapGet("/sandbox/faults", context => OwnAnswers.Json(context, Faults()));
        app.MapPost("/sandbox/faults", SetFaults);
        app.MapPost("/sandbox/callbacks", SetCallbacks);
        app.MapPost("/sandbox/stop", Stop);
    }

    private Task Stop(HttpContext context)
    {
        server.StopAudience();
        return OwnAnswers.Json(context, Status());
    }

    private async Task SetFaults(HttpContext context)
    {
        var body = (await Call.Read(context.Request, context.RequestAborted)).Json;
        if (body is null || body.Any(rate => rate.Value is not JsonValue value || value.GetValueKind() != JsonValueKind.Number))
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status400BadRequest, "Send a JSON object of rates by name: {\"slow\":0.1}");
            return;
        }

        try
        {
            world.Faults.Set(body.ToDictionary(rate => rate.Key, rate => rate.Value!.GetValue<double>(), StringComparer.Ordinal));
            await OwnAnswers.Json(context, Faults());
        }
        catch (ArgumentException problem)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status400BadRequest, problem.Message);
        }
    }

    private async Task SetCallbacks(HttpContext context)
    {
        var body = (await Call.Read(context.Request, context.RequestAborted)).Json;
        if (!Uri.TryCreate(body?.Text("baseUrl"), UriKind.Absolute, out var root) || !root.IsLoopback)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status400BadRequest, "Send {\"baseUrl\":\"http://127.0.0.1:PORT\"}; only loopback addresses are called");
            return;
        }

        try
        {
            await world.SetCallbacks(root, time, context.RequestAborted);
            await OwnAnswers.Json(context, Status());
        }
        catch (HttpRequestException problem)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status409Conflict, problem.Message);
        }
    }

    private JsonObject Faults()
    {
        var rates = new JsonObject();
        foreach (var (name, rate) in world.Faults.Rates)
        {
            rates[name] = rate;
        }

        return rates;
    }

    private JsonObject Status()
    {
        var (delivered, failed, dropped) = world.Callbacks.Counts;
        return new JsonObject
        {
            ["comments"] = server.Comments,
            ["asked"] = server.Asked,
            ["replies"] = world.Books.Count(Page.Replies),
            ["messages"] = world.Books.Count(Page.Messages),
            ["added"] = world.Books.Count(Page.Added),
            ["welcomed"] = world.Books.Count(Page.Welcomed),
            ["deleted"] = world.Books.Count(Page.Deleted),
            ["topLevel"] = world.Books.Count(Page.TopLevel),
            ["selfReplies"] = world.Books.Count(Page.SelfReplies),
            ["deadCards"] = world.Crowd.DeadCards,
            ["stopped"] = world.Crowd.Stopped,
            ["quiet"] = server.IsQuiet,
            ["callbacks"] = new JsonObject
            {
                ["to"] = world.Callbacks.Base?.AbsoluteUri, ["delivered"] = delivered, ["failed"] = failed, ["dropped"] = dropped,
            },
            ["troubles"] = new JsonArray([.. server.Troubles.Select(trouble => (JsonNode)trouble)]),
        };
    }
}
