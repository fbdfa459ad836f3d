using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Reasons;
using Funnel.Replay;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Tasks;

/// <summary>A replay with its first results.</summary>
public sealed record AgainModel(ReplayHead Replay, IReadOnlyList<ReplayItem> Items, FlashMessage? Flash);

/// <summary>Everything that waits for one reason, run again at once: a dry run first, whose table is looked at, then the same in earnest.</summary>
internal sealed class TasksAgain(Replays replays, AuditLog audit)
{
    public const string Try = "try";
    public const string Run = "run";
    public const string Cancel = "cancel";
    private const int Shown = 50;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string id, CancellationToken ct) =>
        await Find(request, id, ct) is { } replay
            ? ConsoleResult.Page<AgainPage>(request, new AgainModel(replay, [.. (await replays.Items(id, null, ct)).Items.Take(Shown)], Outcomes.Find(request)))
            : ConsoleResult.NotFound(request);

    public Task<ConsoleResult> Post(ConsoleRequest request, string what, IFormCollection form, CancellationToken ct) => what switch
    {
        Try => Begin(request, form, ct),
        Run => RunDone(request, form["replay"].ToString(), ct),
        _ => Stop(request, form["replay"].ToString(), ct),
    };

    /// <summary>One whose accounts the operator all sees.</summary>
    private async Task<ReplayHead?> Find(ConsoleRequest request, string id, CancellationToken ct) =>
        await replays.Find(id, ct) is { } replay && (request.SeesAll || replay.Request.Selection.Account?.All(request.Sees) == true) ? replay : null;

    private async Task<ConsoleResult> Begin(ConsoleRequest request, IFormCollection form, CancellationToken ct)
    {
        var (cause, account) = (form["cause"].ToString(), form["account"].ToString());
        IReadOnlyList<string>? of = account.Length > 0 ? [account] : request.SeesAll ? null : request.AccountIds;
        return ReasonWords.English.ContainsKey(cause) && of?.All(request.Sees) != false
            ? await Start(request, new() { Selection = new() { Reason = [cause], Account = of }, DryRun = true }, null, ct)
            : ConsoleResult.NotFound(request);
    }

    /// <summary>What was tried, in earnest. Pressed twice it is one.</summary>
    private async Task<ConsoleResult> RunDone(ConsoleRequest request, string id, CancellationToken ct) =>
        await Find(request, id, ct) is { State: ReplayState.Done, Request.DryRun: true } tried
            ? await Start(request, tried.Request with { DryRun = false }, "console/" + id, ct)
            : ConsoleResult.NotFound(request);

    private async Task<ConsoleResult> Start(ConsoleRequest request, ReplayRequest wanted, string? key, CancellationToken ct)
    {
        if ((await replays.Start(wanted, request.Operator!.Name, key, ct)).Replay is not { } replay)
        {
            return ConsoleResult.NotFound(request);
        }

        await Write(request, AuditActions.ReplayStarted, replay);
        return ConsoleResult.SeeOther(request.Url("tasks/" + replay.Id));
    }

    private async Task<ConsoleResult> Stop(ConsoleRequest request, string id, CancellationToken ct)
    {
        if (await Find(request, id, ct) is null || await replays.Cancel(id, ct) is not { } replay)
        {
            return ConsoleResult.NotFound(request);
        }

        var cancelled = replay.State == ReplayState.Cancelled;
        if (cancelled)
        {
            await Write(request, AuditActions.ReplayCancelled, replay);
        }

        return ConsoleResult.SeeOther(request.Url("tasks/" + id, (Outcomes.Query, cancelled ? Outcomes.Cancelled : Outcomes.Over)));
    }

    /// <summary>The same asked for again is one line.</summary>
    private Task Write(ConsoleRequest request, string what, ReplayHead replay) => audit.Write(new(request.Operator!.Name, what, "replay/" + replay.Id)
    {
        After = replay.Request.DryRun ? "dry run" : null,
        Address = request.Address.Text,
        At = what is AuditActions.ReplayStarted ? replay.At : replay.FinishedAt ?? default,
        Id = $"{what}/{replay.Id}",
    });
}
