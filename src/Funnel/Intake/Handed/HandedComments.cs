using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Intake.Handed;

/// <summary>
/// Takes comments that are handed to us, by file or by HTTP, for accounts whose platform does not let us read: checks them, passes over what is known, and queues the rest for
/// triage as if it had been read. Idempotent by comment, for good: page and memory of it are one commit, and a page whose message is lost is queued again by a later poll.
/// </summary>
public sealed partial class HandedComments(
    AccountBook accounts, OwnReplyBook ownReplies, IRows rows, IQueues queues, HandedVideos videos, IOptions<FunnelOptions> options, TimeProvider time,
    ILogger<HandedComments> log, FunnelMetrics? metrics = null, AccountFacts? facts = null)
{
    /// <summary>Most comments in one call.</summary>
    public const int MaxAtOnce = 1_000;

    /// <summary>Comments in one commit, and characters of them with what JSON puts around each.</summary>
    private const int PerCommit = 500;
    private const int CharsPerCommit = 200_000;
    private const int CharsAround = 250;

    /// <summary>Videos in one commit: each brings rows of its own.</summary>
    private const int VideosPerCommit = 24;
    private const int Races = 8;

    /// <summary>How old a comment may be to be answered where nobody says otherwise.</summary>
    public TimeSpan AnsweredWithin => options.Value.Intake.AnswerHandedWithin;

    /// <summary>Whether the account takes comments this way.</summary>
    public HandedAccount Of(string accountId) => accounts.Find(accountId) is null ? HandedAccount.Unknown
        : accounts.ConnectorOf(accountId) is null ? HandedAccount.Off
        : accounts.CanRead(accountId) ? HandedAccount.ReadsItself : HandedAccount.Takes;

    /// <summary>Takes them. All that is new is stored when it returns.</summary>
    /// <param name="accountId">One that <see cref="Of"/> says takes them.</param>
    /// <param name="handed">At most <see cref="MaxAtOnce"/>, in any order.</param>
    /// <exception cref="StorageException">The store does not answer, or others hand over the same all the time. What was taken by then is known the next time.</exception>
    public async Task<HandedResult> Take(string accountId, IReadOnlyList<HandedComment> handed, HandedWish wish, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(handed.Count, MaxAtOnce);
        var now = time.GetUtcNow();
        var all = handed.Select((h, i) => (Handed: h, Index: i, Checked: HandedCheck.Of(h, now))).ToList();
        var own = await ownReplies.Recall(accountId, ct);
        var account = accounts.Find(accountId)!;
        var good = all.Where(a => a.Checked.Comment is not null).ToLookup(a => a.Handed.IsOwn || IsOwn(account, own, a.Checked.Comment!));
        var once = good[false].DistinctBy(a => a.Checked.Comment!.Id, StringComparer.Ordinal).Select(a => new Item(a.Checked.Comment!, a.Checked.Video!, HandedCheck.Title(a.Handed.Title))).ToList();
        var within = wish.Within ?? AnsweredWithin;
        var answerFrom = within < now - DateTimeOffset.MinValue ? now - within : DateTimeOffset.MinValue;
        var (fresh, older) = (0, 0);
        foreach (var chunk in Chunks(once))
        {
            var (answered, counted) = await Take(accountId, chunk, answerFrom, wish.DryRun, ct);
            (fresh, older) = (fresh + answered, older + counted);
        }

        if (fresh + older > 0 && !wish.DryRun)
        {
            facts?.Succeeded(FactKind.Commented, accountId);
            metrics?.Polled(fresh + older);
            Log.Taken(log, accountId, handed.Count, fresh, older);
        }

        RefusedComment[] refused = [.. all.Where(a => a.Checked.Problem is not null).Select(a => new RefusedComment(a.Index, a.Checked.Problem!.Value))];
        return new(handed.Count, fresh, older, good[false].Count() - fresh - older, good[true].Count(), refused);
    }

    /// <summary>Exports hold the merchant's answers too, under the id or the name that the account was given.</summary>
    private bool IsOwn(AccountOptions account, OwnReplies own, Comment comment) =>
        own.IsOwn(comment.PersonId) || (comment.Nick is { } nick && (Same(nick, account.OpenId) || Same(nick, account.Name)));

    private static bool Same(string nick, string name) => name.Length > 0 && string.Equals(nick.TrimStart('@'), name, StringComparison.Ordinal);

    private static IEnumerable<IReadOnlyList<Item>> Chunks(IEnumerable<Item> items)
    {
        var (chunk, names, chars) = (new List<Item>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var item in items.OrderBy(i => i.Comment.VideoId, StringComparer.Ordinal).ThenBy(i => i.Comment.At))
        {
            var size = item.Comment.Text.Length + (item.Comment.Nick?.Length ?? 0) + CharsAround;
            if (chunk.Count == PerCommit || chars + size > CharsPerCommit || (names.Count == VideosPerCommit && !names.Contains(item.Video.Id)))
            {
                yield return chunk;
                (chunk, names, chars) = ([], new(StringComparer.Ordinal), 0);
            }

            chars += size;
            chunk.Add(item);
            names.Add(item.Video.Id);
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private async Task<(int Answered, int Counted)> Take(string accountId, IReadOnlyList<Item> chunk, DateTimeOffset answerFrom, bool dryRun, CancellationToken ct)
    {
        for (var race = 0; race < Races; race++)
        {
            var memories = new Dictionary<string, HandedMemory>(StringComparer.Ordinal);
            foreach (var video in chunk.Select(i => i.Video.Id).Distinct(StringComparer.Ordinal))
            {
                memories[video] = await HandedMemory.Load(rows, accountId, video, ct);
            }

            var uses = chunk.Select(i => (Item: i, Use: UseOf(i.Comment, memories[i.Video.Id], answerFrom))).Where(u => u.Use is not null).ToLookup(u => u.Use!.Value, u => u.Item);
            var taken = (uses[HandedUse.Answer].Count() + uses[HandedUse.AnswerCounted].Count(), uses[HandedUse.Count].Count());
            if (dryRun || uses.Count == 0 || await Commit(accountId, chunk, memories, uses, ct))
            {
                return taken;
            }
        }

        throw new StorageException("Others hand over comments of the same videos all the time; try again.");
    }

    private static HandedUse? UseOf(Comment comment, HandedMemory memory, DateTimeOffset answerFrom) => (memory.Of(comment.Id), comment.At >= answerFrom) switch
    {
        ({ Known: true }, _) or ({ OnlyCounted: true }, false) => null,
        ({ OnlyCounted: true }, true) => HandedUse.AnswerCounted,
        (_, true) => HandedUse.Answer,
        _ => HandedUse.Count,
    };

    private async Task<bool> Commit(
        string accountId, IReadOnlyList<Item> chunk, Dictionary<string, HandedMemory> memories, ILookup<HandedUse, Item> uses, CancellationToken ct)
    {
        List<CommentsMessage> pages =
        [
            .. uses.SelectMany(u => CommentsMessage.Pack(accountId, [.. u.Select(i => i.Comment)], () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N")).Select(p => p with { Handed = u.Key })),
        ];
        foreach (var (use, item) in uses.SelectMany(u => u.Select(item => (u.Key, item))))
        {
            memories[item.Video.Id].Add(item.Comment.Id, onlyCounted: use == HandedUse.Count);
        }

        var titled = await videos.Changes(accountId, [.. chunk.Select(i => (i.Video, i.Title))], ct);
        var result = await rows.Commit(Tables.Videos, accountId, [.. pages.Select(PageOutbox.Add), .. memories.Values.SelectMany(m => m.Changes()), .. titled], ct);
        if (!result.Committed)
        {
            return false;
        }

        foreach (var page in pages)
        {
            await queues.Enqueue(QueueNames.Comments, page.ToJson(), TimeSpan.Zero, ct);
        }

        return true;
    }

    private sealed record Item(Comment Comment, HandedVideo Video, string Title);

    private static partial class Log
    {
        [LoggerMessage(1421, LogLevel.Information, "Account {Account}: {Count} comments were handed over; {New} are new, {Older} more are too old to be answered and are counted")]
        public static partial void Taken(ILogger log, string account, int count, int @new, int older);
    }
}
