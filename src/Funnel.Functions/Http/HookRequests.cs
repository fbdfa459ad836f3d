using System.Globalization;
using System.Text.Json;
using Funnel.Console.SignIn;
using Funnel.Hooks;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Hooks, for scripts: <c>GET api/hooks</c> says how each stands; <c>POST api/hooks/crm</c> with <c>{"do":"pause"}</c>, <c>{"do":"resume"}</c> or
/// <c>{"do":"replay","from":"1.57","dryRun":true}</c>, where <c>from</c> is a place of the feed or a time. Who asks stands in <c>From</c>.
/// </summary>
public sealed class HookRequests(HookDesk desk, ClientAddresses addresses)
{
    private const int MaxBytes = 10_000;
    private const string Script = "script";

    [Function("ListHooks")]
    public async Task<IActionResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/hooks")] HttpRequest request, CancellationToken ct) =>
        JsonAnswer.Of(new { hooks = await desk.List(ct) });

    [Function("ChangeHook")]
    public async Task<IActionResult> Change([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/hooks/{name}")] HttpRequest request, string name, CancellationToken ct)
    {
        if (Caller.Read(request, Script) is not { } by)
        {
            return Wrong(Caller.Wrong);
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return Wrong($"the body has more than {MaxBytes} bytes");
        }

        var (what, from, dryRun) = Fields(body);
        var who = new Audit.Actor(by, addresses.Of(request.HttpContext).Text);
        HookOutcome outcome;
        switch (what)
        {
            case "pause":
                outcome = await desk.Pause(name, who, ct);
                break;
            case "resume":
                outcome = await desk.Resume(name, who, ct);
                break;
            case "replay" when FeedCursor.TryParse(from, out var cursor):
                outcome = await desk.Replay(name, cursor, null, dryRun, who, ct);
                break;
            case "replay" when DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since):
                outcome = await desk.Replay(name, null, since, dryRun, who, ct);
                break;
            case "replay":
                return Wrong("from: must be a place of the feed, as 1.57, or a time, as 2026-03-01T08:00:00+08:00");
            default:
                return Wrong("do: must be pause, resume or replay: write {\"do\":\"resume\"}");
        }

        return outcome.Error is null ? JsonAnswer.Of(new { name, done = what, dryRun = what is "replay" ? dryRun : (bool?)null, outcome.After, outcome.Changes })
            : JsonAnswer.Of(new { error = outcome.Error }, outcome.Found ? StatusCodes.Status409Conflict : StatusCodes.Status404NotFound);
    }

    private static (string? Do, string? From, bool DryRun) Fields(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
            return (Text("do"), Text("from"), json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("dryRun", out var dry) && dry.ValueKind == JsonValueKind.True);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // the latter: a text has half a character
        }
    }

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { error }, StatusCodes.Status400BadRequest);
}
