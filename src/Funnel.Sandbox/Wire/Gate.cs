using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Wire;

/// <summary>What every platform call passes: faults on purpose, method, call budget, the call itself, its answer.</summary>
internal sealed class Gate(IDialect dialect, FaultDeck faults, StandStill standStill, TimeSpan slowBy, TimeProvider time)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, List<Endpoint>> byPath = new(StringComparer.Ordinal);

    /// <summary>Adds a call; another method of the same path is another call.</summary>
    /// <param name="path">May name parts, which <see cref="Call.Route"/> reads: <c>/media/{id}/comments</c>.</param>
    /// <param name="sends">The call has an effect that must not happen twice.</param>
    public void Map(IEndpointRouteBuilder app, string method, string path, Func<Call, JsonObject> handle, bool sends = false)
    {
        var endpoint = new Endpoint(method, handle, sends, new CallBudget(dialect.CallsPerMinute, time));
        if (byPath.TryGetValue(path, out var known))
        {
            known.Add(endpoint);
            return;
        }

        List<Endpoint> methods = byPath[path] = [endpoint];
        app.Map(path, context => Serve(context, methods.Find(each => HttpMethods.Equals(each.Method, context.Request.Method)) ?? methods[0]));
    }

    private async Task Serve(HttpContext context, Endpoint endpoint)
    {
        if (faults.Strikes(SandboxFaults.Slow))
        {
            await Task.Delay(slowBy, time, context.RequestAborted);
        }

        var call = await Call.Read(context.Request, context.RequestAborted);
        await standStill.Over(context.RequestAborted);
        if (faults.Strikes(SandboxFaults.TooMany))
        {
            await RefuseTooMany(context, call.Path);
            return;
        }

        standStill.Perhaps();
        var broken = faults.Strikes(SandboxFaults.Error500);
        var answer = broken && !(endpoint.Sends && faults.Coin(SandboxFaults.Error500)) ? default : Answer(call, endpoint);
        await standStill.Over(context.RequestAborted);
        if (broken)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else if (faults.Strikes(SandboxFaults.LostAnswer))
        {
            context.Abort();
        }
        else
        {
            await Write(context, answer.Status, answer.Body);
        }
    }

    private (int Status, JsonObject Body) Answer(Call call, Endpoint endpoint)
    {
        try
        {
            return (StatusCodes.Status200OK, !HttpMethods.Equals(call.Method, endpoint.Method) ? throw dialect.WrongMethod
                : !endpoint.Budget.Take() ? throw dialect.TooMany
                : endpoint.Handle(call));
        }
        catch (Refusal refusal)
        {
            return (refusal.Status, dialect.Refuse(refusal, call.Path));
        }
    }

    private async Task RefuseTooMany(HttpContext context, string path)
    {
        if (faults.Coin(SandboxFaults.TooMany))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        await Write(context, dialect.TooMany.Status, dialect.Refuse(dialect.TooMany, path));
    }

    private static Task Write(HttpContext context, int status, JsonObject answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.Body.WriteAsync(Spelling.Bytes(answer.ToJsonString(Plain)), context.RequestAborted).AsTask();
    }

    private sealed record Endpoint(string Method, Func<Call, JsonObject> Handle, bool Sends, CallBudget Budget);
}
