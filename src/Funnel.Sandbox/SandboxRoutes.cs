using System.Text.Encodings.Web;
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
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sandbox/books", context => Json(context, server.Books.ToJson()));
        app.MapGet("/sandbox/config", context => Json(context, server.ConfigJson()));
        app.MapGet("/sandbox/status", context => Json(context, Status()));
        app.MapGet("/sandbox/faults", context => Json(context, Faults()));
        app.MapPost("/sandbox/faults", SetFaults);
        app.MapPost("/sandbox/callbacks", SetCallbacks);
        app.MapPost("/sandbox/stop", Stop);
    }

    private Task Stop(HttpContext context)
    {
        server.StopAudience();
        return Json(context, Status());
    }

    private async Task SetFaults(HttpContext context)
    {
        var body = (await Call.Read(context.Request, context.RequestAborted)).Json;
        if (body is null || body.Any(rate => rate.Value is not JsonValue value || value.GetValueKind() != JsonValueKind.Number))
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "Send a JSON object of rates by name: {\"slow\":0.1}");
            return;
        }

        try
        {
            world.Faults.Set(body.ToDictionary(rate => rate.Key, rate => rate.Value!.GetValue<double>(), StringComparer.Ordinal));
            await Json(context, Faults());
        }
        catch (ArgumentException problem)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, problem.Message);
        }
    }

    private async Task SetCallbacks(HttpContext context)
    {
        var body = (await Call.Read(context.Request, context.RequestAborted)).Json;
        if (!Uri.TryCreate(body?.Text("baseUrl"), UriKind.Absolute, out var root) || !root.IsLoopback)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "Send {\"baseUrl\":\"http://127.0.0.1:PORT\"}; only loopback addresses are called");
            return;
        }

        try
        {
            await world.SetCallbacks(root, time, context.RequestAborted);
            await Json(context, Status());
        }
        catch (HttpRequestException problem)
        {
            await Refuse(context, StatusCodes.Status409Conflict, problem.Message);
        }
    }

    private string Faults()
    {
        var rates = new JsonObject();
        foreach (var (name, rate) in world.Faults.Rates)
        {
            rates[name] = rate;
        }

        return rates.ToJsonString(Plain);
    }

    private string Status()
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
        }.ToJsonString(Plain);
    }

    private static Task Refuse(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        return Json(context, new JsonObject { ["error"] = problem }.ToJsonString(Plain));
    }

    private static Task Json(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
