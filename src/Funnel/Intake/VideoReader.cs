using Funnel.Accounts;
using Funnel.Connectors;
using Microsoft.Extensions.Options;

namespace Funnel.Intake;

/// <summary>What reading a video brought.</summary>
/// <param name="Failure">Why it was cut short, if it was.</param>
public sealed record VideoRead(VideoState State, IReadOnlyList<Comment> New, Failure? Failure);

/// <summary>
/// Reads what is new under one video: newest first until a page holds nothing new. A read that is cut off (budget, fault, a video that is read for the
/// first time) remembers its cursor and goes on from there later, so that no page falls between two reads and nobody who asks now waits for old ones.
/// </summary>
public sealed class VideoReader(CommentFeeds feeds, CallBudget budget, IOptions<FunnelOptions> options, TimeProvider time)
{
    private IntakeOptions Options => options.Value.Intake;

    /// <summary>Reads its newest comments: to those that are known, and of a video of which nothing is known the first page, for what is older can wait (<see cref="GoOn"/>).</summary>
    public async Task<VideoRead> Read(string accountId, VideoState video, CancellationToken ct)
    {
        var scan = new Scan(video, time.GetUtcNow() - Options.MaxAge);
        var top = await Pages(accountId, scan, from: null, backlog: false, video.IsUnread ? 1 : Options.MaxPages, ct);
        if (!top.Done && top.Cursor is null)
        {
            return new(NotRead(video, top.Failure), [], top.Failure); // not even one page
        }

        // A cut that is still open from before lies deeper than one of now, so going on from the newer one passes it too.
        var resume = top.Done ? video.Resume : top.Cursor;
        return new(scan.Top(resume, time.GetUtcNow(), Options.RecentIds), scan.New, top.Failure);
    }

    /// <summary>Goes on where a read was cut off, some pages at a time.</summary>
    public async Task<VideoRead> GoOn(string accountId, VideoState video, int pages, CancellationToken ct)
    {
        var scan = new Scan(video, time.GetUtcNow() - Options.MaxAge);
        var rest = await Pages(accountId, scan, video.Resume, backlog: true, pages, ct);
        var state = scan.Rest(rest.Done ? null : rest.Cursor, time.GetUtcNow(), Options.RecentIds);
        return new(rest.Failure?.Kind == FailureKind.Gone ? state with { Gone = true } : state, scan.New, rest.Failure);
    }

    /// <summary>A video that cannot be read goes behind the others, or one bad one would keep them all from being read.</summary>
    private VideoState NotRead(VideoState video, Failure? why) => why?.Kind switch
    {
        null => video, // the budget is used up: it is still the next one
        FailureKind.Gone => video with { Gone = true },
        _ => video with { ReadAt = time.GetUtcNow() },
    };

    private async Task<Run> Pages(string accountId, Scan scan, string? from, bool backlog, int most, CancellationToken ct)
    {
        var cursor = from;
        for (var page = 0; page < most; page++)
        {
            if (!await budget.TrySpend(accountId, CallKind.ListComments, ct))
            {
                return new(false, cursor, null);
            }

            var at = cursor;
            var read = await feeds.ListComments(accountId, scan.Video.Id, at, ct);
            if (read.Failure is { } failure)
            {
                if (failure.Kind == FailureKind.RateLimited)
                {
                    await budget.SlowDown(accountId, CallKind.ListComments, ct);
                }

                return new(false, cursor, failure);
            }

            if ((scan.Take(read.Value.Items, backlog) && !read.Value.IsUnordered) || read.Value.Next is null)
            {
                return new(true, null, null);
            }

            cursor = read.Value.Next;
        }

        return new(false, cursor, null);
    }

    /// <param name="Cursor">Where to go on when it is not done; null when not even one page was read.</param>
    private sealed record Run(bool Done, string? Cursor, Failure? Failure);

    private sealed class Scan(VideoState video, DateTimeOffset oldest)
    {
        private readonly HashSet<ulong> known = video.RecentIds();
        private readonly HashSet<ulong> taken = [];
        private readonly List<string> seen = [];
        private readonly List<string> seenBehindCut = [];
        private DateTimeOffset? newest = video.Newest ?? video.CompleteUpTo;

        public VideoState Video => video;

        public List<Comment> New { get; } = [];

        /// <summary>Takes a page. True when nothing is to be expected behind it.</summary>
        /// <param name="backlog">Reading on from a cut: what is older than the last complete read was handled then, remembered or not.</param>
        public bool Take(IReadOnlyList<Comment> page, bool backlog)
        {
            var anyNew = false;
            var anyKnown = false;
            var allOld = true;
            foreach (var comment in page)
            {
                // Several comments share a second, so one as old as the newest read then may still be new.
                var handled = comment.At < video.CompleteUpTo || comment.At < oldest;
                allOld &= handled;
                var id = Fnv1a.Hash64(comment.Id);
                if ((backlog && handled) || known.Contains(id) || !taken.Add(id))
                {
                    anyKnown |= known.Contains(id);
                    continue;
                }

                (backlog ? seenBehindCut : seen).Add(comment.Id);
                newest = newest is null || comment.At > newest ? comment.At : newest;

                // Nobody waits for an answer to an old comment; one that the memory has merely forgotten was handled long ago.
                if (comment.At >= oldest)
                {
                    anyNew = true;
                    New.Add(comment);
                }

                anyKnown |= comment.At < oldest;
            }

            // Platforms leave hidden comments out after cutting the page: an empty one proves nothing. Neither does one that holds only what this
            // very read has taken: comments that came meanwhile have pushed it down.
            return page.Count > 0 && (backlog ? allOld : anyKnown && !anyNew);
        }

        /// <summary>The video after its newest comments were read.</summary>
        public VideoState Top(string? resume, DateTimeOffset now, int bound) => Remember(resume, bound) with
        {
            ReadAt = now,
            SeenAt = now,
            WholeAt = resume is null ? now : video.WholeAt,
            CountWhenRead = resume is null ? video.Count : video.CountWhenRead,
            CountWhenSeen = resume is null ? null : video.Count,
            WentOnAt = resume is null ? null : video.WentOnAt,
        };

        /// <summary>The video after what reads had left behind was read on: nothing newer was seen by that.</summary>
        public VideoState Rest(string? resume, DateTimeOffset now, int bound) => Remember(resume, bound) with
        {
            WholeAt = resume is null ? video.SeenAt ?? video.WholeAt : video.WholeAt,
            CountWhenRead = resume is null ? video.CountWhenSeen ?? video.CountWhenRead : video.CountWhenRead,
            CountWhenSeen = resume is null ? null : video.CountWhenSeen,
            WentOnAt = resume is null ? null : now,
        };

        /// <summary>A page is newest first: the newest is remembered last, so that it is forgotten last.</summary>
        private VideoState Remember(string? resume, int bound) =>
            video.Remember(seenBehindCut.AsEnumerable().Reverse(), seen.AsEnumerable().Reverse(), bound) with
            {
                Resume = resume,
                Newest = newest,
                CompleteUpTo = resume is null ? newest : video.CompleteUpTo,
            };
    }
}
