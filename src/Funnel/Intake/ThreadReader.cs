using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Connectors;

namespace Funnel.Intake;

/// <summary>
/// Reads what stands under comments after a loss. Who asks in an answer to somebody else's comment is told of by one event and stands in no list of comments; when that
/// event was lost with the store, only the thread still knows.
/// </summary>
public sealed class ThreadReader(AccountBook accounts, CallBudget budget)
{
    /// <summary>A thread longer than this is a conversation of strangers.</summary>
    private const int MaxPages = 5;

    /// <summary>Threads of videos whose other threads are still to be read.</summary>
    private readonly ConcurrentDictionary<(string Account, string CommentId), IReadOnlyList<Comment>> read = new();

    /// <summary>Answers to these comments, own ones among them. What was read is remembered until all of them are.</summary>
    /// <returns>Null when the budget or a failure cut it short: to be called again with the same comments.</returns>
    public async Task<IReadOnlyList<Comment>?> Read(string accountId, IReadOnlyList<Comment> comments, CancellationToken ct)
    {
        var answered = comments.Where(c => c.Answers > 0).ToList();
        if (answered.Count == 0 || accounts.Capability<IReplyFeed>(accountId) is null)
        {
            return [];
        }

        foreach (var comment in answered.Where(c => !read.ContainsKey((accountId, c.Id))))
        {
            if (await Thread(accountId, comment, ct) is not { } thread)
            {
                return null;
            }

            read[(accountId, comment.Id)] = thread;
        }

        return [.. answered.SelectMany(c => read.TryRemove((accountId, c.Id), out var thread) ? thread : [])];
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
