using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Outreach;
using Funnel.Recovery;
using Microsoft.Extensions.Options;

namespace Funnel.Intake;

/// <param name="Video">To be stored with what is new.</param>
/// <param name="New">Answers of strangers, in any order.</param>
public sealed record ReadThreads(StoredVideo Video, IReadOnlyList<Comment> New);

/// <summary>
/// Reads what stands under comments after a loss. Who asks in an answer to somebody else's comment is told of by one event and stands in no list of comments; when that
/// event was lost with the store, only the thread still knows. It is done when all comments are read, a video after the other, and holds nobody up.
/// </summary>
public sealed class ThreadReader(
    AccountBook accounts, OwnReplyBook ownReplies, OwnWording ownWording, CommentFeeds feeds, CallBudget budget, CatchUps catchUps, IOptions<FunnelOptions> options, TimeProvider time)
{
    /// <summary>A longer thread is a conversation of strangers.</summary>
    private const int MaxPages = 5;

    /// <summary>Who answers in so many threads is the merchant, under whatever id the platform shows them.</summary>
    private const int ManyThreads = 3;

    /// <summary>What was read of threads of a video whose others are still to be read. Lost with the process, which then reads them again.</summary>
    private readonly ConcurrentDictionary<(string Account, string CommentId), IReadOnlyList<Comment>> read = new();

    /// <summary>Reads the threads of the next video of which they were not read since the loss.</summary>
    /// <returns>Null when there is none, or the budget or a failure cut it short; what was read so far is remembered.</returns>
    public async Task<ReadThreads?> ReadNext(string accountId, IReadOnlyDictionary<string, StoredVideo> videos, CancellationToken ct)
    {
        if (!catchUps.IsKnownLoss || catchUps.Lost is not { } lost || accounts.Capability<IReplyFeed>(accountId) is null
            || videos.Values.FirstOrDefault(v => !v.State.Gone && !(v.State.ThreadsAt >= lost.FoundAt)) is not { } video)
        {
            return null;
        }

        var answered = new List<Comment>();
        string? cursor = null;
        for (var page = 0; page < options.Value.Intake.MaxPages; page++)
        {
            if (!await budget.TrySpend(accountId, CallKind.ListComments, ct))
            {
                return null;
            }

            var at = cursor;
            var list = await feeds.ListComments(accountId, video.State.Id, at, ct);
            if (list.Failure is { } failure)
            {
                return failure.Kind == FailureKind.Gone ? Done(video, []) : null;
            }

            answered.AddRange(list.Value.Items.Where(c => c.Answers > 0 && !catchUps.IsTooOld(c.At)));
            cursor = list.Value.Next;
            if (cursor is null || (list.Value.Items.Count > 0 && list.Value.Items.All(c => catchUps.IsTooOld(c.At))))
            {
                break;
            }
        }

        foreach (var comment in answered.Where(c => !read.ContainsKey((accountId, c.Id))))
        {
            if (await Thread(accountId, comment, ct) is not { } thread)
            {
                return null;
            }

            read[(accountId, comment.Id)] = thread;
        }

        var threads = answered.DistinctBy(c => c.Id, StringComparer.Ordinal).Select(c => read.TryRemove((accountId, c.Id), out var thread) ? thread : []).ToList();
        return Done(video, Strangers(accountId, threads, await ownReplies.Recall(accountId, ct)));
    }

    private ReadThreads Done(StoredVideo video, List<Comment> answers) => new(video with { State = video.State with { ThreadsAt = time.GetUtcNow() } }, answers);

    /// <summary>What was known of our own ids is lost too: in doubt an answer is ours, or we would answer ourselves.</summary>
    private List<Comment> Strangers(string accountId, List<IReadOnlyList<Comment>> threads, OwnReplies own)
    {
        var merchant = threads.SelectMany(t => t.Select(c => c.PersonId).Distinct(StringComparer.Ordinal)).GroupBy(id => id, StringComparer.Ordinal)
            .Where(g => g.Count() >= ManyThreads).Select(g => g.Key)
            .Concat(threads.SelectMany(t => t).Where(c => own.IsOwn(c.PersonId) || ownWording.MayBeOurs(accountId, c)).Select(c => c.PersonId))
            .ToHashSet(StringComparer.Ordinal);
        return [.. threads.SelectMany(t => t).Where(c => !merchant.Contains(c.PersonId)).DistinctBy(c => c.Id, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Comment>?> Thread(string accountId, Comment comment, CancellationToken ct)
    {
        var (answers, cursor) = (new List<Comment>(), default(string));
        for (var page = 0; page < MaxPages; page++)
        {
            if (!await budget.TrySpend(accountId, CallKind.ListReplies, ct) && page == 0) // a thread that was begun is read to its end
            {
                return null;
            }

            var at = cursor;
            var list = await accounts.Call<IReplyFeed, Page<Comment>>(
                accountId, FactKind.ListReplies, (feed, account) => feed.ListReplies(account, comment.VideoId, comment.Id, at, ct), ct);
            if (list.Failure is { } failure)
            {
                if (failure.Kind == FailureKind.RateLimited)
                {
                    await budget.SlowDown(accountId, CallKind.ListReplies, ct);
                }

                return failure.Kind == FailureKind.Gone ? answers : null;
            }

            answers.AddRange(list.Value.Items);
            cursor = list.Value.Next;
            if (cursor is null)
            {
                break;
            }
        }

        return answers;
    }
}
