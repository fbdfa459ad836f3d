using Funnel.Audit;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Hooks;

/// <summary>How a hook stands, for scripts and health.</summary>
/// <param name="After">The place in the feed up to which it was told.</param>
/// <param name="Behind">Whether there is more for it, or may be.</param>
/// <param name="Week">The last week that it was told of.</param>
public sealed record HookReport(
    string Name, string Url, string? Stopped, DateTimeOffset? StoppedAt, int Failures, DateTimeOffset? FailingSince, string? LastError, DateTimeOffset? NextAttemptAt, DateTimeOffset? DeliveredAt,
    long Delivered, string? After, bool Behind, string? Week = null);

/// <summary>What an operator asks for, and what came of it.</summary>
/// <param name="Error">Why it was not done; null when it was.</param>
/// <param name="Found">False when there is no such hook.</param>
/// <param name="Changes">Of a replay, how many changes are told of again; 1,000 stands for that or more.</param>
public sealed record HookOutcome(string? Error, bool Found = true, string? After = null, int? Changes = null);

/// <summary>What operators and scripts do with hooks: look, pause, resume, and have told again what was told.</summary>
public sealed class HookDesk(IOptions<FunnelOptions> options, IRows rows, IQueues queues, ChangeFeed feed, AuditLog audit, TimeProvider time)
{
    private const int MaxTries = 20;
    private const int MostCounted = 1_000;

    /// <summary>Failing for so long needs somebody to look.</summary>
    private static readonly TimeSpan Alarming = TimeSpan.FromMinutes(15);

    private readonly HookStore store = new(rows);

    public async Task<IReadOnlyList<HookReport>> List(CancellationToken ct)
    {
        var (reports, end) = (new List<HookReport>(), options.Value.Hooks.Count > 0 ? await feed.End(ct) : default);
        foreach (var hook in options.Value.Hooks)
        {
            var (s, _) = await store.Find(hook.Name, ct);
            reports.Add(new(
                hook.Name, hook.Url!.GetLeftPart(UriPartial.Path), s.Stopped, s.StoppedAt, s.Failures, s.FailingSince, s.LastError, s.Stopped is null ? s.NotBefore : null,
                s.DeliveredAt, s.Delivered, s.After,
                s.Cursor is not { } cursor || cursor.CompareTo(end) < 0, s.Week));
        }

        return reports;
    }

    /// <summary>What health has to say of them.</summary>
    public async Task<IReadOnlyList<string>> Alarms(CancellationToken ct) => options.Value.Hooks.Count == 0 ? [] :
    [
        .. (await List(ct)).Select(h => h switch
        {
            { Stopped: HookState.Paused } or { Stopped: null, FailingSince: null } => null,
            { Stopped: { } why } => $"hook {h.Name} is stopped ({why}{(h.LastError is { } last ? $": {last}" : "")}): changes wait for it; POST /api/hooks/{h.Name} with {{\"do\":\"resume\"}} goes on",
            { FailingSince: { } since } when time.GetUtcNow() - since >= Alarming => $"hook {h.Name} has taken nothing since {since:u}: {h.LastError}; it is asked again by itself",
            _ => null,
        }).OfType<string>(),
    ];

    /// <summary>Nothing is delivered until it is resumed; what happens meanwhile waits. Idempotent.</summary>
    public Task<HookOutcome> Pause(string name, Actor by, CancellationToken ct) =>
        Change(name, AuditActions.HookPaused, by, s => s.IsPaused ? s : s with { Stopped = HookState.Paused, StoppedAt = time.GetUtcNow(), LeasedUntil = null }, ct);

    /// <summary>Goes on where it stopped, at once. Idempotent.</summary>
    public async Task<HookOutcome> Resume(string name, Actor by, CancellationToken ct)
    {
        var result = await Change(name, AuditActions.HookResumed, by, s => s.Well() with { LeasedUntil = s.Stopped is null ? s.LeasedUntil : null }, ct);
        if (result is { Error: null })
        {
            await Wake(name, ct);
        }

        return result;
    }

    /// <summary>Tells everything again from a place or a time on. What is told again has the ids that it had.</summary>
    /// <param name="from">Null for a time.</param>
    /// <param name="since">Null for a place.</param>
    /// <param name="dryRun">Counts alone.</param>
    public async Task<HookOutcome> Replay(string name, FeedCursor? from, DateTimeOffset? since, bool dryRun, Actor by, CancellationToken ct)
    {
        if (Find(name) is not { } hook)
        {
            return new("there is no such hook: GET /api/hooks lists them", Found: false);
        }

        var after = from ?? await feed.At(since ?? DateTimeOffset.MinValue, ct);
        if (await feed.Read(after, MostCounted, ct) is not { } page)
        {
            return new("what follows that place is not kept any more, or there never was such a place");
        }

        var filter = new ChangeFilter(hook.Changes, hook.Accounts);
        var count = page.More ? MostCounted : page.Changes.Count(c => filter.Takes(c.Change));
        if (!dryRun)
        {
            var result = await Change(name, AuditActions.HookReplayed, by, s => s with { After = after.ToString(), LeasedUntil = null, NotBefore = null }, ct, after.ToString());
            if (result.Error is not null)
            {
                return result;
            }

            await Wake(name, ct);
        }

        return new(null, After: after.ToString(), Changes: count);
    }

    private async Task<HookOutcome> Change(string name, string what, Actor by, Func<HookState, HookState> change, CancellationToken ct, string? detail = null)
    {
        if (Find(name) is null)
        {
            return new("there is no such hook: GET /api/hooks lists them", Found: false);
        }

        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (state, version) = await store.Find(name, ct);
            var next = change(state);
            if (next == state)
            {
                return new(null, After: state.After);
            }

            if (await store.Write(name, next, version, ct) is not null)
            {
                await audit.Write(new(by.Name, what, "hook/" + name) { Before = state.Stopped ?? state.After, After = detail ?? next.Stopped ?? next.After, Address = by.Address });
                return new(null, After: next.After);
            }
        }

        throw new StorageException($"hook {name}: {MaxTries} commits in a row lost their race");
    }

    private HookOptions? Find(string name) => options.Value.Hooks.Find(h => string.Equals(h.Name, name, StringComparison.Ordinal));

    private async Task Wake(string name, CancellationToken ct) => await queues.Enqueue(QueueNames.Hooks, new HookMessage(name).ToJson(), TimeSpan.Zero, ct);
}
