using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Outreach;
using Funnel.Recovery;

namespace Funnel.Intake;

/// <summary>
/// Tells an old shop whose store is gone from a new one, before anybody is answered: of the comments from before the start that have answers a few threads are read, and
/// where one holds our words we were here before. Words, and not the merchant's id: a new shop's merchant may have answered by hand. Costs a few calls for each account
/// of an empty store, once; what is read of it is forgotten with the process, and read again by the next.
/// </summary>
public sealed class StoreProbe(AccountBook accounts, CommentFeeds feeds, OwnWording ownWording, CallBudget budget, CatchUps catchUps, TimeProvider time)
{
    /// <summary>Pages of comments, of the videos with most of them first, one of each before the second of any.</summary>
    private const int MaxPages = 6;

    /// <summary>Pages of answers.</summary>
    private const int MaxLooks = 6;

    private readonly ConcurrentDictionary<string, Progress> begun = new(StringComparer.Ordinal);

    /// <summary>Goes on with it as far as budgets and failures let it. Does nothing where the store was not empty, or it is known already.</summary>
    /// <param name="videos">The account's, as its list names them.</param>
    public async Task Run(string accountId, IEnumerable<VideoState> videos, CancellationToken ct)
    {
        if (catchUps is not { Lost: { } lost } || !catchUps.IsProbing(accountId))
        {
            return;
        }

        var progress = begun.GetOrAdd(accountId, _ => new(videos.Where(v => v is { Gone: false, Count: not 0 }).OrderByDescending(v => v.Count ?? long.MaxValue).Select(v => (v.Id, default(string)))));
        var found = accounts.Capability<IReplyFeed>(accountId) is null ? false
            : await List(accountId, progress, lost, ct) ? await Look(accountId, progress, lost, ct)
            : null;
        if (found is { } isOld)
        {
            await catchUps.Probed(accountId, isOld, ct);
            begun.TryRemove(accountId, out _);
        }
    }

    /// <returns>False when it was cut short.</returns>
    private async Task<bool> List(string accountId, Progress progress, CatchUp lost, CancellationToken ct)
    {
        while (progress.Pages < MaxPages && progress.Videos.TryPeek(out var video))
        {
            if (!await budget.TrySpend(accountId, CallKind.ListComments, ct))
            {
                return false;
            }

            var list = await feeds.ListComments(accountId, video.Id, video.Cursor, ct);
            if (list.Failure is { Kind: not FailureKind.Gone } failure)
            {
                return await Failed(accountId, failure, CallKind.ListComments, ct);
            }

            progress.Videos.Dequeue();
            progress.Pages++;
            if (list.Failure is null)
            {
                progress.Answered.AddRange(list.Value.Items.Where(c => c.Answers > 0 && lost.Concerns(c.At)));
                if (list.Value.Next is { } next)
                {
                    progress.Videos.Enqueue((video.Id, next));
                }
            }
        }

        return true;
    }

    /// <returns>Whether our words were found; null when it is not known yet.</returns>
    private async Task<bool?> Look(string accountId, Progress progress, CatchUp lost, CancellationToken ct)
    {
        var missing = false;
        foreach (var comment in progress.Answered.DistinctBy(c => c.Id, StringComparer.Ordinal).OrderByDescending(c => c.At).Where(c => !progress.Read.Contains(c.Id)).ToList())
        {
            var (cursor, listed) = (default(string), 0L);
            do
            {
                if (progress.Looks >= MaxLooks)
                {
                    return false;
                }

                if (!await budget.TrySpend(accountId, CallKind.ListReplies, ct))
                {
                    return null;
                }

                var at = cursor;
                var list = await accounts.Call<IReplyFeed, Page<Comment>>(
                    accountId, FactKind.ListReplies, (feed, account) => feed.ListReplies(account, comment.VideoId, comment.Id, at, ct), ct);
                if (list.Failure is { Kind: not FailureKind.Gone } failure)
                {
                    await Failed(accountId, failure, CallKind.ListReplies, ct);
                    return null;
                }

                progress.Looks++;
                if (list.Failure is not null)
                {
                    break;
                }

                if (list.Value.Items.Any(c => ownWording.AreOurs(accountId, c)))
                {
                    return true;
                }

                listed += list.Value.Items.Count;
                cursor = list.Value.Next;
            }
            while (cursor is not null);

            // What was sent just before the store was gone may be counted and not listed yet.
            if (listed < comment.Answers && IsLate(accountId, lost))
            {
                missing = true;
            }
            else
            {
                progress.Read.Add(comment.Id);
            }
        }

        return missing ? null : false;
    }

    private bool IsLate(string accountId, CatchUp lost) =>
        accounts.ConnectorOf(accountId) is { Limits.ReplyListLag: var lag } && (time.GetUtcNow() - lost.FoundAt).Duration() < lag;

    private async Task<bool> Failed(string accountId, Failure failure, CallKind kind, CancellationToken ct)
    {
        if (failure.Kind == FailureKind.RateLimited)
        {
            await budget.SlowDown(accountId, kind, ct);
        }

        return false;
    }

    private sealed class Progress(IEnumerable<(string Id, string? Cursor)> videos)
    {
        public Queue<(string Id, string? Cursor)> Videos { get; } = new(videos);

        public int Pages { get; set; }

        public List<Comment> Answered { get; } = [];

        /// <summary>Threads that hold no words of ours.</summary>
        public HashSet<string> Read { get; } = new(StringComparer.Ordinal);

        public int Looks { get; set; }
    }
}
