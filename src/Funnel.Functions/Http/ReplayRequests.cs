using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Runs again what is parked, for scripts: <c>POST api/replays</c> starts, and answers at once where to look how far it is. What may have been sent is looked for first;
/// <c>"unsent":true</c> is the word of whoever stands in <c>From</c> that one effect was not sent.
/// </summary>
public sealed class ReplayRequests(Replays replays, AccountBook accounts, AuditLog audit, ClientAddresses addresses)
{
    /// <summary>As the draft of the header has it (draft-ietf-httpapi-idempotency-key-header).</summary>
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyChars = 200;
    private const int MaxBytes = 1_000_000;
    private const int AtOnce = 20;
    private const string Script = "script";
    private const string Route = "api/replays";
    private const string OneReplay = Route + "/{id}";

    [Function("StartReplay")]
    public async Task<IActionResult> Start([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, CancellationToken ct)
    {
        if (Caller.Read(request, Script) is not { } by)
        {
            return Wrong(Caller.Wrong);
        }

        var key = request.Headers[KeyHeader].ToString();
        if (key.Length > MaxKeyChars || key.Any(c => c is < ' ' or > '~'))
        {
            return Wrong($"{KeyHeader}: must have at most {MaxKeyChars} printable ASCII characters");
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return JsonAnswer.Of(new { error = $"the body has more than {MaxBytes} bytes: name fewer people at once, or select them by account and reason" }, StatusCodes.Status413PayloadTooLarge);
        }

        var reader = new ReplayRequestReader([.. accounts.All.Select(a => a.Id), .. await accounts.Removed(ct)]);
        if (reader.Read(body, isNamed: !string.Equals(by, Script, StringComparison.Ordinal)) is not { } wanted)
        {
            return JsonAnswer.Of(new { reader.Errors }, StatusCodes.Status400BadRequest);
        }

        var start = await replays.Start(wanted, by, key.Length == 0 ? null : key, ct);
        if (start.Replay is not { } replay)
        {
            return JsonAnswer.Of(new { error = start.Refusal!.Words, reason = start.Refusal }, StatusCodes.Status409Conflict);
        }

        await Audit(request, by, AuditActions.ReplayStarted, replay);
        request.HttpContext.Response.Headers.Location = ReplayAnswers.PathOf(replay.Id);
        return JsonAnswer.Of(ReplayAnswers.Of(replay), StatusCodes.Status202Accepted);
    }

    [Function("ListReplays")]
    public async Task<IActionResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, CancellationToken ct)
    {
        var after = request.Query["after"].ToString();
        if (after.Length > 0 && await replays.Find(after, ct) is null)
        {
            return Wrong("after: must be what next of the page before says");
        }

        var found = await replays.Recent(after.Length == 0 ? null : after, AtOnce, ct);
        return JsonAnswer.Of(new { replays = found.Select(ReplayAnswers.Of), next = found.Count < AtOnce ? null : $"/{Route}?after={found[^1].Id}" });
    }

    [Function("ReadReplay")]
    public async Task<IActionResult> Read([HttpTrigger(AuthorizationLevel.Function, "get", Route = OneReplay)] HttpRequest request, string id, CancellationToken ct) =>
        await replays.Find(id, ct) is { } replay ? JsonAnswer.Of(ReplayAnswers.Of(replay)) : NotThere();

    [Function("ReplayItems")]
    public async Task<IActionResult> Items([HttpTrigger(AuthorizationLevel.Function, "get", Route = OneReplay + "/items")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await replays.Find(id, ct) is not { } replay)
        {
            return NotThere();
        }

        var page = await replays.Items(replay.Id, request.Query["after"], ct);
        return JsonAnswer.Of(new { items = page.Items, next = page.Next is { } after ? $"{ReplayAnswers.ItemsOf(replay.Id)}?after={after}" : null });
    }

    [Function("CancelReplay")]
    public async Task<IActionResult> Cancel([HttpTrigger(AuthorizationLevel.Function, "delete", Route = OneReplay)] HttpRequest request, string id, CancellationToken ct)
    {
        var cancelled = await replays.Cancel(id, ct);
        if (cancelled is { State: ReplayState.Cancelled })
        {
            await Audit(request, Caller.Read(request, Script) ?? Script, AuditActions.ReplayCancelled, cancelled);
        }

        return cancelled switch
        {
            null => NotThere(),
            { State: ReplayState.Cancelled } => JsonAnswer.Of(ReplayAnswers.Of(cancelled)),
            _ => JsonAnswer.Of(new { error = $"it is {cancelled.State.ToString().ToLowerInvariant()}: there is nothing left to cancel" }, StatusCodes.Status409Conflict),
        };
    }

    /// <summary>The same replay asked for again, or cancelled again, is one line.</summary>
    private Task Audit(HttpRequest request, string by, string what, ReplayHead replay) => audit.Write(new(by, what, "replay/" + replay.Id)
    {
        After = replay.Request.DryRun ? "dry run" : null,
        Address = addresses.Of(request.HttpContext).Text,
        At = what is AuditActions.ReplayStarted ? replay.At : replay.FinishedAt ?? default,
        Id = $"{what}/{replay.Id}",
    });

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { errors = new[] { error } }, StatusCodes.Status400BadRequest);

    private static ContentResult NotThere() =>
        JsonAnswer.Of(new { error = $"there is no such replay, or it is older than {StalledReplays.Kept.Days} days; GET /{Route} lists them" }, StatusCodes.Status404NotFound);
}
