using System.Globalization;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Hooks;

/// <summary>
/// Delivers the feed to hooks, in its order, and what else they are told, one request after the other for each: what a receiver did not take is tried again until it does, and
/// nothing behind it goes first. At least once: a request whose answer was lost comes again, with changes of the same ids. One process delivers to a hook at a time.
/// </summary>
public sealed partial class HookRunner(
    IOptions<FunnelOptions> options, IRows rows, IQueues queues, ChangeReader changes, ChangeFeed feed, IHookNews news, IHttpClientFactory clients, TimeProvider time, ILogger<HookRunner> log,
    FunnelMetrics? metrics = null)
{
    /// <summary>Entries of the feed in a request, at most.</summary>
    private const int Together = 50;

    /// <summary>A run leaves what is left to the next message then: a function is to end.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(50);

    /// <summary>Longer than a run and the request at its end.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>From the first failure to the next attempt, and so on; the last goes on.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    private readonly HookStore store = new(rows);
    private readonly HookSender sender = new(clients, time);

    /// <summary>Delivers what there is. Idempotent: for nothing, too soon or beside another process it does nothing.</summary>
    public async Task Handle(HookMessage message, CancellationToken ct)
    {
        if (options.Value.Hooks.Find(h => string.Equals(h.Name, message.Hook, StringComparison.Ordinal)) is not { } hook)
        {
            return; // it was removed
        }

        var (state, version) = await store.Find(hook.Name, ct);
        var now = time.GetUtcNow();
        if (state.Stopped is not null || state.NotBefore > now || state.LeasedUntil > now)
        {
            return;
        }

        state = state with { LeasedUntil = now + Lease };
        if (await store.Write(hook.Name, state, version, ct) is not { } held)
        {
            return;
        }

        var (left, failed) = await Deliver(hook, state, held, ct);
        if (left is null)
        {
            return; // somebody else changed it: a pause, or a replay
        }

        // What came after it was last looked may have found it held: so it is looked at once more after it is free.
        var wait = failed ? left.NotBefore - time.GetUtcNow() : await feed.End(ct) is var end && left.Cursor is { } cursor && cursor.CompareTo(end) < 0 ? TimeSpan.Zero : null;
        if (wait is { } delay && left.Stopped is null)
        {
            await queues.Enqueue(QueueNames.Hooks, message.ToJson(), delay < TimeSpan.Zero ? TimeSpan.Zero : delay, ct);
        }
    }

    /// <summary>Takes up hooks whose message was lost with a process. Idempotent.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        foreach (var hook in options.Value.Hooks)
        {
            var (state, _) = await store.Find(hook.Name, ct);
            var now = time.GetUtcNow();
            if (state.Stopped is null && !(state.NotBefore > now) && !(state.LeasedUntil > now)
                && (state.Cursor is not { } cursor || cursor.CompareTo(await feed.End(ct)) < 0 || news.Due(hook, state.Week) is not null))
            {
                await queues.Enqueue(QueueNames.Hooks, new HookMessage(hook.Name).ToJson(), TimeSpan.Zero, ct);
            }
        }
    }

    /// <returns>The state as it was written last, which is nobody's any more; null when somebody else has it. And whether the last request failed.</returns>
    private async Task<(HookState? State, bool Failed)> Deliver(HookOptions hook, HookState state, string version, CancellationToken ct)
    {
        var (began, filter) = (time.GetTimestamp(), new ChangeFilter(hook.Changes, hook.Accounts));
        if (news.Due(hook, state.Week) is { } due)
        {
            var (told, at, failed) = await Tell(hook, state, version, due, ct);
            if (at is null || failed)
            {
                return (at is null ? null : told, failed);
            }

            (state, version) = (told, at);
        }

        while (true)
        {
            var page = await changes.Read(state.Cursor, Together, filter, ct);
            var answer = page is { Changes.Count: > 0 } ? await Send(hook, page, ct) : HookAnswer.Taken;
            state = page is null ? Stop(hook, state, HookState.Behind, "what it has not been told of is not kept any more") : answer.Error is null ? Taken(state, page) : Failed(hook, state, answer);
            var isLast = page is not { More: true } || answer.Error is not null || time.GetElapsedTime(began) >= MostTime;
            state = state with { LeasedUntil = isLast ? null : time.GetUtcNow() + Lease };
            if (await store.Write(hook.Name, state, version, CancellationToken.None) is not { } written)
            {
                return (null, false);
            }

            if (isLast)
            {
                return (state, answer.Error is not null);
            }

            version = written;
        }
    }

    /// <returns>The state as it was written, its version, which is null when somebody else has it, and whether it was not taken. What was taken is never told again.</returns>
    private async Task<(HookState State, string? Version, bool Failed)> Tell(HookOptions hook, HookState state, string version, string due, CancellationToken ct)
    {
        var answer = await Send(hook, $"{hook.Name}.week.{due}", await news.Body(hook, due, ct), ct);
        var isTaken = answer.Error is null;
        state = isTaken ? state.Well() with { Week = due, DeliveredAt = time.GetUtcNow(), LeasedUntil = time.GetUtcNow() + Lease } : Failed(hook, state, answer) with { LeasedUntil = null };
        return (state, await store.Write(hook.Name, state, version, CancellationToken.None), !isTaken);
    }

    private Task<HookAnswer> Send(HookOptions hook, ChangePage page, CancellationToken ct) => Send(
        hook, $"{hook.Name}.{page.Changes[0].Cursor}-{page.Changes[^1].Cursor}", JsonSerializer.SerializeToUtf8Bytes(new("changes", hook.Name, page.Changes), HookJson.Plain.HookBody), ct);

    private async Task<HookAnswer> Send(HookOptions hook, string id, byte[] body, CancellationToken ct)
    {
        var answer = await sender.Send(hook, id, body, ct);
        metrics?.Hooked(answer.Error is null ? "taken" : "failed");
        return answer;
    }

    private HookState Taken(HookState state, ChangePage page) => page.Changes.Count == 0
        ? state with { After = page.Next }
        : state.Well() with { After = page.Next, DeliveredAt = time.GetUtcNow(), Delivered = state.Delivered + page.Changes.Count };

    private HookState Failed(HookOptions hook, HookState state, HookAnswer answer)
    {
        var now = time.GetUtcNow();
        var wait = Waits[Math.Min(state.Failures, Waits.Length - 1)];
        wait = answer.After > wait ? answer.After.Value < Waits[^1] ? answer.After.Value : Waits[^1] : wait;
        var failed = state with { Failures = state.Failures + 1, FailingSince = state.FailingSince ?? now, NotBefore = now + wait, LastError = answer.Error };
        Log.NotTaken(log, hook.Name, answer.Error!, failed.Failures, wait.TotalSeconds);
        return answer.IsGone ? Stop(hook, failed, HookState.Gone, "the receiver wants no more")
            : now - failed.FailingSince >= hook.GiveUpAfter ? Stop(hook, failed, HookState.GaveUp, string.Create(CultureInfo.InvariantCulture, $"it has failed since {failed.FailingSince:u}"))
            : failed;
    }

    private HookState Stop(HookOptions hook, HookState state, string why, string words)
    {
        Log.Stopped(log, hook.Name, words);
        return state with { Stopped = why, StoppedAt = time.GetUtcNow(), NotBefore = null };
    }

    private static partial class Log
    {
        [LoggerMessage(1661, LogLevel.Warning, "Hook {Hook} did not take what it was told: {Why} ({Failures} times in a row); nothing is lost, and it is asked again in {Seconds:0} s")]
        public static partial void NotTaken(ILogger log, string hook, string why, int failures, double seconds);

        [LoggerMessage(1662, LogLevel.Error, "Hook {Hook} is stopped: {Why}. Nothing is passed over; POST /api/hooks/{Hook} with {{\"do\":\"resume\"}} goes on")]
        public static partial void Stopped(ILogger log, string hook, string why);
    }
}
