using Funnel.Accounts;
using Funnel.Connectors;

namespace Funnel.Intake;

/// <summary>
/// Reads an account's comments however its platform lists them. Where that is one list for the whole account, it is read as the list of a video of its
/// own, so that cursors, budgets and what is new are the same code; the comments in it name their true videos.
/// </summary>
public sealed class CommentFeeds(AccountBook accounts, TimeProvider time)
{
    /// <summary>Stands for all videos of an account. No platform's video id begins so.</summary>
    private const string Everything = ":all";

    /// <summary>A count that is never the one before: there may always be something new.</summary>
    private long AlwaysNew => time.GetUtcNow().UtcTicks;

    public Task<Outcome<Page<Video>>> ListVideos(string accountId, string? cursor, CancellationToken ct) => accounts.Capability<IAccountFeed>(accountId) is null
        ? accounts.Call<ICommentFeed, Page<Video>>(accountId, FactKind.ListVideos, (feed, account) => feed.ListVideos(account, cursor, ct), ct)
        : Task.FromResult<Outcome<Page<Video>>>(new Page<Video>([new(Everything, "", null, DateTimeOffset.UnixEpoch, AlwaysNew)], null));

    /// <summary>One call, to know whether the account can be read; how it went is noted by itself.</summary>
    public Task Try(string accountId, CancellationToken ct) =>
        accounts.Capability<IAccountFeed>(accountId) is null ? ListVideos(accountId, null, ct) : ListComments(accountId, Everything, null, ct);

    public Task<Outcome<Page<Comment>>> ListComments(string accountId, string videoId, string? cursor, CancellationToken ct) =>
        string.Equals(videoId, Everything, StringComparison.Ordinal)
            ? accounts.Call<IAccountFeed, Page<Comment>>(accountId, FactKind.ListComments, (feed, account) => feed.ListComments(account, cursor, ct), ct)
            : accounts.Call<ICommentFeed, Page<Comment>>(accountId, FactKind.ListComments, (feed, account) => feed.ListComments(account, videoId, cursor, ct), ct);
}
