using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Recovery;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Intake;

/// <summary>
/// Reads new comments of every account: the video list tells which videos changed, those are read, oldest read first, while the budget lasts.
/// What was read is stored in the commit that moves the cursors, and queued after it: a crash in between finds it again (see PageOutbox).
/// </summary>
public sealed partial class CommentPoller(
    AccountBook accounts, VideoStore videos, PageOutbox outbox, CommentFeeds feeds, VideoReader reader, StoreProbe probe, ThreadReader threads, CallBudget budget, IQueues queues,
    IOptions<FunnelOptions> options, TimeProvider time, ILogger<CommentPoller> log, FunnelMetrics? metrics = null, AccountFacts? facts = null, CatchUps? catchUps = null)
{
    private readonly ConcurrentDictionary<string, TimeMark> listedAt = new(StringComparer.Ordinal);

    /// <summary>Accounts whose list of videos this process has read and stored.</summary>
    private readonly ConcurrentDictionary<string, bool> listed = new(StringComparer.Ordinal);
    private readonly Schedule ticks = Schedule.Of(options.Value.Schedules[FunnelTimer.PollComments]);

    private IntakeOptions Options => options.Value.Intake;

    /// <summary>One round over all accounts. One account's trouble does not stop the others.</summary>
    public async Task Poll(CancellationToken ct)
    {
        StillPolling();
        await OneByOne.Run(accounts.All.Where(a => accounts.WhyPaused(a) is null), account => Poll(account.Id, ct), ct);
    }

    private async Task Poll(string accountId, CancellationToken ct)
    {
        StillPolling();
        await (catchUps?.Reads(accountId, ct) ?? Task.CompletedTask);
        if (!accounts.CanRead(accountId))
        {
            await KeepHanded(accountId, ct);
            return;
        }

        var began = time.GetUtcNow();
        var (known, pages) = await videos.Load(accountId, ct);
        var done = await QueueLostAgain(accountId, pages, ct);
        var readFrom = await ReadFrom(accountId, known, allTriaged: done.Count == pages.Count, ct);
        var listedBefore = listedAt.GetValueOrDefault(accountId);
        var changed = await ListVideos(accountId, known, ct);
        if (listedAt.ContainsKey(accountId))
        {
            await probe.Run(accountId, known.Values.Select(v => v.State), ct);
        }

        var fresh = new List<Comment>();
        var now = time.GetUtcNow();
        var due = known.Values.Where(v => v.State.IsDue(now, Options.ReadAtLeastEvery) || v.State.IsUnreadSince(readFrom));
        foreach (var video in due.OrderBy(v => v.State.LastRead(now) ?? DateTimeOffset.MinValue).ToList())
        {
            StillPolling();
            var read = await reader.Read(accountId, video.State, ct);
            fresh.AddRange(read.New);
            if (read.State != video.State)
            {
                changed[video.State.Id] = known[video.State.Id] = video with { State = read.State };
            }

            if (read.Failure is { Kind: not FailureKind.Gone } failure)
            {
                Log.ReadFailed(log, accountId, failure.Kind, failure.Code, failure.Message);
                break; // what ails one read ails the next: the rest is read next time, and this one after it
            }
        }

        if (readFrom is null && await threads.ReadNext(accountId, known, ct) is { } thread)
        {
            fresh.AddRange(thread.New);
            changed[thread.Video.State.Id] = thread.Video;
        }

        await Save(accountId, fresh, [.. changed.Values], done, began, ct);
        await (catchUps?.Settle(ct) ?? Task.CompletedTask); // by now the platform has told the time
        if (listedAt.GetValueOrDefault(accountId) != listedBefore)
        {
            listed[accountId] = true;
        }
    }

    /// <summary>Of an account whose comments are handed to us nothing is read: only its pages are kept from getting lost, and nobody waits for what will not be read again.</summary>
    private async Task KeepHanded(string accountId, CancellationToken ct)
    {
        await Save(accountId, [], [], await QueueLostAgain(accountId, await videos.LoadPages(accountId, ct), ct), time.GetUtcNow(), ct);
        await probe.Run(accountId, [], ct);
        if (catchUps?.IsReading(accountId) == true)
        {
            await catchUps.ReadAll(accountId, ct);
        }
    }

    /// <summary>
    /// After a loss each video is read once, whatever its count says. When all are and their pages triaged, everybody who asked is known.
    /// </summary>
    /// <returns>Since when each has to be read; null when that is done, or nothing was lost.</returns>
    private async Task<DateTimeOffset?> ReadFrom(string accountId, Dictionary<string, StoredVideo> known, bool allTriaged, CancellationToken ct)
    {
        if (catchUps is not { Lost.FoundAt: var found } || !catchUps.IsReading(accountId))
        {
            return null;
        }

        if (allTriaged && listed.ContainsKey(accountId) && !known.Values.Any(v => v.State.IsUnreadSince(found)))
        {
            await catchUps.ReadAll(accountId, ct);
            return null;
        }

        return found;
    }

    /// <summary>Recorded on the way too: a round over many accounts and videos takes its time.</summary>
    private void StillPolling() => facts?.Succeeded(FactKind.Run, FunnelTimer.PollComments.Name);

    /// <summary>A page whose message was lost with the process that took it is queued again: triage bears a page that comes twice.</summary>
    /// <returns>Pages whose rows may go.</returns>
    private async Task<IReadOnlyList<StoredPage>> QueueLostAgain(string accountId, IReadOnlyList<StoredPage> pages, CancellationToken ct)
    {
        var (done, lost) = await outbox.Sort(accountId, pages, ct);
        foreach (var page in lost)
        {
            Log.PageLost(log, accountId, page.Id);
            metrics?.StoodStill("page");
            await queues.Enqueue(QueueNames.Comments, page.Message, TimeSpan.Zero, ct);
            outbox.QueuedAgain(page);
        }

        return done;
    }

    private async Task Save(string accountId, List<Comment> fresh, IReadOnlyList<StoredVideo> changed, IReadOnlyList<StoredPage> done, DateTimeOffset began, CancellationToken ct)
    {
        using var trace = fresh.Count > 0 ? Tracing.Begin("read comments", began) : null; // a round that brings nothing is not worth a trace
        var pages = CommentsMessage.Pack(accountId, fresh, () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N")).ToList();
        if (pages.Count + changed.Count > 0 || done.Any(outbox.IsOld)) // of a quiet account nobody wants to read them every time
        {
            await videos.Save(accountId, changed, pages, done, ct);
            outbox.Removed(done);
        }

        foreach (var message in pages)
        {
            await queues.Enqueue(QueueNames.Comments, message.ToJson(), TimeSpan.Zero, ct);
        }

        if (fresh.Count > 0)
        {
            facts?.Succeeded(FactKind.Commented, accountId);
            Log.Read(log, accountId, fresh.Count);
            metrics?.Polled(fresh.Count);
        }
    }

    /// <summary>Takes the platform's list over: new videos, and the counts that tell which ones changed.</summary>
    private async Task<Dictionary<string, StoredVideo>> ListVideos(string accountId, Dictionary<string, StoredVideo> known, CancellationToken ct)
    {
        var changed = new Dictionary<string, StoredVideo>(StringComparer.Ordinal);
        var began = TimeMark.Now(time);
        if (listedAt.TryGetValue(accountId, out var last) && last.Age(time) + HalfATick < Options.VideosEvery)
        {
            return changed;
        }

        string? cursor = null;
        for (var page = 0; page < Options.MaxPages; page++)
        {
            if (!await budget.TrySpend(accountId, CallKind.ListVideos, ct))
            {
                return changed; // not listed: what is not known yet must not pass for all there is
            }

            var from = cursor;
            var list = await feeds.ListVideos(accountId, from, ct);
            if (list.Failure is { } failure)
            {
                Log.VideoListFailed(log, accountId, failure.Kind, failure.Code, failure.Message);
                if (failure.Kind == FailureKind.RateLimited)
                {
                    await budget.SlowDown(accountId, CallKind.ListVideos, ct);
                }

                return changed;
            }

            foreach (var video in list.Value.Items)
            {
                var before = known.GetValueOrDefault(video.Id);
                var state = before is null ? VideoState.New(video) : before.State with { Count = video.CommentCount, Title = video.Title, Gone = false };
                if (before is null || state != before.State)
                {
                    changed[video.Id] = known[video.Id] = new(state, before?.Version);
                }
            }

            if ((cursor = list.Value.Next) is null)
            {
                break;
            }
        }

        listedAt[accountId] = began;
        return changed;
    }

    /// <summary>The list is due at the tick that is nearest to its time: one that comes a moment early must not put it off by a whole tick.</summary>
    private TimeSpan HalfATick
    {
        get
        {
            var tick = ticks.Gap(time.GetUtcNow());
            return (tick < Options.VideosEvery ? tick : Options.VideosEvery) / 2;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Debug, "Account {Account}: {Count} new comments")]
        public static partial void Read(ILogger log, string account, int count);

        [LoggerMessage(1404, LogLevel.Warning, "Account {Account}: page {Page} of comments was read and not triaged within a minute; it is queued again")]
        public static partial void PageLost(ILogger log, string account, string page);

        [LoggerMessage(1402, LogLevel.Warning, "Account {Account}: comments could not be read: {Kind} ({Code}) {Message}")]
        public static partial void ReadFailed(ILogger log, string account, FailureKind kind, string code, string message);

        [LoggerMessage(1403, LogLevel.Warning, "Account {Account}: the video list could not be read: {Kind} ({Code}) {Message}")]
        public static partial void VideoListFailed(ILogger log, string account, FailureKind kind, string code, string message);
    }
}
