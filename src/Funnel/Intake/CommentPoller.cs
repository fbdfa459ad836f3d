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
/// Reads new comments of every account, accounts side by side: the video list tells which videos changed, those are read first, and what lies behind them with what the budget leaves.
/// What was read is stored in the commit that moves the cursors, and queued after it: a crash in between finds it again (see PageOutbox).
/// </summary>
public sealed partial class CommentPoller(
    AccountBook accounts, VideoStore videos, PageOutbox outbox, VideoLister lister, VideoReader reader, StoreProbe probe, ThreadReader threads, CallBudget budget, IQueues queues,
    IOptions<FunnelOptions> options, TimeProvider time, ILogger<CommentPoller> log, FunnelMetrics? metrics = null, AccountFacts? facts = null, CatchUps? catchUps = null)
{
    /// <summary>Pages of a video's backlog in one round.</summary>
    private const int PagesAtOnce = 20;

    private static readonly TimeSpan HandOnAfter = TimeSpan.FromSeconds(3);

    /// <summary>A round that has lasted so long leaves what can wait to the next one, which begins with the list again.</summary>
    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(5);

    /// <summary>Accounts whose list of videos this process has read and stored.</summary>
    private readonly ConcurrentDictionary<string, bool> listed = new(StringComparer.Ordinal);

    private IntakeOptions Options => options.Value.Intake;

    /// <summary>One round over all accounts. One account's trouble does not stop the others.</summary>
    public async Task Poll(CancellationToken ct)
    {
        StillPolling();
        await SideBySide.Run(accounts.All.Where(a => accounts.WhyPaused(a) is null), account => Poll(account.Id, ct), ct);
    }

    private async Task Poll(string accountId, CancellationToken ct)
    {
        StillPolling();
        if (!accounts.CanRead(accountId))
        {
            await KeepHanded(accountId, ct);
            return;
        }

        var began = time.GetUtcNow();
        var (known, pages) = await videos.Load(accountId, ct);
        var done = await QueueLostAgain(accountId, pages, ct);
        var readFrom = await ReadFrom(accountId, known, allTriaged: done.Count == pages.Count, ct);
        var listedBefore = lister.ListedAt(accountId);
        var changed = await lister.List(accountId, known, ct);
        if (lister.ListedAt(accountId) is not null)
        {
            await probe.Run(accountId, known.Values.Select(v => v.State), ct);
        }

        var isWell = await ReadNewest(accountId, known, changed, readFrom, done, began, ct);
        await (catchUps?.Settle(ct) ?? Task.CompletedTask); // by now the platform has told the time
        if (lister.ListedAt(accountId) != listedBefore)
        {
            listed[accountId] = true;
        }

        if (isWell && known.Values.Any(v => v.State.Resume is not null))
        {
            await GoOn(accountId, ct);
        }
    }

    /// <summary>
    /// Reads the newest comments of each video that may have some, those first whose count has grown, then whichever was read longest ago, and last, as
    /// far as time and budget allow, those of which nothing says so. What was read is handed on every few seconds: nobody waits for the end of a long round.
    /// </summary>
    /// <returns>False when a read failed, which ails the next one too.</returns>
    private async Task<bool> ReadNewest(
        string accountId, Dictionary<string, StoredVideo> known, Dictionary<string, StoredVideo> changed, DateTimeOffset? readFrom, IReadOnlyList<StoredPage> done, DateTimeOffset began,
        CancellationToken ct)
    {
        var (fresh, now, since, isWell) = (new List<Comment>(), time.GetUtcNow(), TimeMark.Now(time), true);
        var due = known.Values.Where(v => v.State.IsDue(now, Options.ReadAtLeastEvery) || v.State.IsUnreadSince(readFrom))
            .OrderBy(v => CanWait(accountId, v.State)).ThenBy(v => v.State.LastRead(now) ?? DateTimeOffset.MinValue).ThenByDescending(v => v.State.CreatedAt);
        var begunAt = since;
        foreach (var video in due.ToList())
        {
            if (CanWait(accountId, video.State) && (begunAt.Age(time) >= LongRound || !budget.HasSpare(accountId, CallKind.ListComments)))
            {
                break; // so do all behind it
            }

            StillPolling();
            var read = await reader.Read(accountId, video.State, ct);
            lister.WasRead(accountId, video.State.Id);
            fresh.AddRange(read.New);
            if (read.State != video.State)
            {
                changed[video.State.Id] = known[video.State.Id] = video with { State = read.State };
            }

            if (read.Failure is { Kind: not FailureKind.Gone } failure)
            {
                Log.ReadFailed(log, accountId, failure.Kind, failure.Code, failure.Message);
                isWell = false;
                break; // what ails one read ails the next: the rest is read next time, and this one after it
            }

            if (since.Age(time) >= HandOnAfter)
            {
                await Save(accountId, fresh, [.. changed.Values], done, began, ct);
                (fresh, since, done) = ([], TimeMark.Now(time), []);
                changed.Clear();
            }
        }

        if (readFrom is null && await threads.ReadNext(accountId, known, ct) is { } thread)
        {
            fresh.AddRange(thread.New);
            changed[thread.Video.State.Id] = thread.Video;
        }

        await Save(accountId, fresh, [.. changed.Values], done, began, ct);
        return isWell;
    }

    /// <summary>Nothing says that there is a new comment: it is read to be sure, or because it never was.</summary>
    private bool CanWait(string accountId, VideoState video) => video.IsUnread ? !lister.HasGrown(accountId, video.Id) : !video.HasNews;

    /// <summary>With calls that nobody else needs: what reads have left behind, of the newest videos first, for as long as nobody who asks now has to wait for it.</summary>
    private async Task GoOn(string accountId, CancellationToken ct)
    {
        var (since, began) = (TimeMark.Now(time), time.GetUtcNow());
        var (known, _) = await videos.Load(accountId, ct); // with the versions that were just written
        var (fresh, changed) = (new List<Comment>(), new List<StoredVideo>());
        foreach (var video in known.Values.Where(v => v.State is { Gone: false, Resume: not null }).OrderByDescending(v => v.State.CreatedAt).ToList())
        {
            if (since.Age(time) >= HandOnAfter || !budget.HasSpare(accountId, CallKind.ListComments))
            {
                break;
            }

            StillPolling();
            var read = await reader.GoOn(accountId, video.State, Math.Min(PagesAtOnce, Options.MaxPages), ct); // in one go: comments that come meanwhile push others down
            fresh.AddRange(read.New);
            if (read.State != video.State)
            {
                changed.Add(video with { State = read.State });
            }

            if (read.Failure is not null)
            {
                break;
            }
        }

        await Save(accountId, fresh, changed, [], began, ct);
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

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Debug, "Account {Account}: {Count} new comments")]
        public static partial void Read(ILogger log, string account, int count);

        [LoggerMessage(1404, LogLevel.Warning, "Account {Account}: page {Page} of comments was read and not triaged within a minute; it is queued again")]
        public static partial void PageLost(ILogger log, string account, string page);

        [LoggerMessage(1402, LogLevel.Warning, "Account {Account}: comments could not be read: {Kind} ({Code}) {Message}")]
        public static partial void ReadFailed(ILogger log, string account, FailureKind kind, string code, string message);
    }
}
