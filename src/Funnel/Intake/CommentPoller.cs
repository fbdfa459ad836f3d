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
    /// <summary>Pages of a video's backlog at once.</summary>
    private const int PagesAtOnce = 20;

    /// <summary>In every fourth round what has waited longest comes first, or news without end would keep it waiting for ever.</summary>
    private const int NeverLast = 4;

    private static readonly TimeSpan HandOnAfter = TimeSpan.FromSeconds(3);

    /// <summary>A round that has lasted so long leaves what can wait to the next one, which begins with the list again.</summary>
    private static readonly TimeSpan LongRound = TimeSpan.FromSeconds(5);

    /// <summary>Accounts whose list of videos this process has read and stored.</summary>
    private readonly ConcurrentDictionary<string, bool> listed = new(StringComparer.Ordinal);

    private readonly Schedule ticks = Schedule.Of(options.Value.Schedules[FunnelTimer.PollComments]);

    /// <summary>Rounds of each account, counted to <see cref="NeverLast"/>.</summary>
    private readonly ConcurrentDictionary<string, int> rounds = new(StringComparer.Ordinal);

    private IntakeOptions Options => options.Value.Intake;

    /// <summary>One round over all accounts, and more of them for the others while some wait for a platform that does not answer. One account's trouble does not stop the others.</summary>
    public async Task Poll(CancellationToken ct)
    {
        StillPolling();
        using var round = new AccountRounds(time, ct);
        await round.Run(() => accounts.All.Where(a => accounts.WhyPaused(a) is null).Select(a => a.Id), id => Poll(id, ct), () => ticks.After(time.GetUtcNow()) - time.GetUtcNow());
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
        var listedBefore = lister.ListedAt(accountId);
        var changed = await lister.List(accountId, known, ct);
        if (lister.ListedAt(accountId) is not null)
        {
            await probe.Run(accountId, known.Values.Select(v => v.State), ct);
        }

        await Read(new(accountId, known, changed, done, began), readFrom, ct);
        await (catchUps?.Settle(ct) ?? Task.CompletedTask); // by now the platform has told the time
        if (lister.ListedAt(accountId) != listedBefore)
        {
            listed[accountId] = true;
        }
    }

    /// <summary>
    /// Reads in the order of <see cref="ReadingOrder"/>, what can wait as far as time and budget allow, and of it one in every fourth round whatever else there is. What was read is
    /// handed on every few seconds: nobody waits for the end of a long round.
    /// </summary>
    private async Task Read(Round round, DateTimeOffset? readFrom, CancellationToken ct)
    {
        var (since, begunAt) = (TimeMark.Now(time), TimeMark.Now(time));
        var planned = ReadingOrder.Of(round.Known.Values.Select(v => v.State), v => lister.HasGrown(round.Account, v.Id), readFrom, time.GetUtcNow(), Options.ReadAtLeastEvery).ToList();
        var turn = rounds.AddOrUpdate(round.Account, 1, (_, n) => (n + 1) % NeverLast);
        if (turn == 0 && planned.FindIndex(r => r.CanWait) is var first and > 0)
        {
            planned.Insert(0, planned[first] with { CanWait = false });
            planned.RemoveAt(first + 1);
        }

        foreach (var next in planned)
        {
            var spare = budget.Spare(round.Account, CallKind.ListComments);
            if (next.CanWait && (begunAt.Age(time) >= LongRound || spare == 0))
            {
                break; // so do all behind it
            }

            StillPolling();
            var failure = await Read(round, next, Math.Clamp(spare, 1, Math.Min(PagesAtOnce, Options.MaxPages)), ct);
            if (failure is { Kind: not FailureKind.Gone })
            {
                Log.ReadFailed(log, round.Account, failure.Kind, failure.Code, failure.Message);
                break; // what ails one read ails the next: the rest is read next time, and this one after it
            }

            if (since.Age(time) >= HandOnAfter)
            {
                since = TimeMark.Now(time);
                await HandOn(round, ct);
                round = round with { Known = (await videos.Load(round.Account, ct)).Videos, Done = [] }; // with the versions that were just written
            }
        }

        if (readFrom is null && await threads.ReadNext(round.Account, round.Known, ct) is { } thread)
        {
            round.Fresh.AddRange(thread.New);
            round.Changed[thread.Video.State.Id] = thread.Video;
        }

        await HandOn(round, ct);
    }

    /// <param name="pages">Most pages of what lies behind: in one go, for comments that come meanwhile push others down.</param>
    private async Task<Failure?> Read(Round round, PlannedRead next, int pages, CancellationToken ct)
    {
        if (!round.Known.TryGetValue(next.VideoId, out var video) || (next.Behind && video.State.Resume is null))
        {
            return null; // read to its end a moment ago, by us or by another host
        }

        var read = next.Behind ? await reader.GoOn(round.Account, video.State, pages, ct) : await reader.Read(round.Account, video.State, ct);
        if (!next.Behind)
        {
            lister.WasRead(round.Account, next.VideoId);
        }

        round.Fresh.AddRange(read.New);
        if (read.State != video.State)
        {
            round.Changed[next.VideoId] = round.Known[next.VideoId] = video with { State = read.State };
        }

        return read.Failure;
    }

    private async Task HandOn(Round round, CancellationToken ct)
    {
        await Save(round.Account, round.Fresh, [.. round.Changed.Values], round.Done, round.Began, ct);
        round.Fresh.Clear();
        round.Changed.Clear();
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

    /// <param name="Known">Every video, as it is stored or about to be.</param>
    /// <param name="Changed">What has to be stored of them.</param>
    /// <param name="Done">Pages whose rows may go.</param>
    private sealed record Round(
        string Account, Dictionary<string, StoredVideo> Known, Dictionary<string, StoredVideo> Changed, IReadOnlyList<StoredPage> Done, DateTimeOffset Began)
    {
        public List<Comment> Fresh { get; } = [];
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
