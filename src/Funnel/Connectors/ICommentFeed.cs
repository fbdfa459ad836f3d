using System.Text.Json.Serialization;

namespace Funnel.Connectors;

/// <summary>Reads videos and the comments under them. May be retried inside.</summary>
public interface ICommentFeed
{
    /// <summary>The account's own videos, newest first, with comment counts.</summary>
    Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct);

    /// <summary>Top-level comments of an own video, newest first (a pinned one may come earlier).</summary>
    Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct);
}

/// <summary>Reads the comments of all videos of an account in one list, where the platform keeps such a one and no list by video.</summary>
public interface IAccountFeed
{
    /// <summary>Comments on the account's videos, newest first, each with its video.</summary>
    Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct);
}

/// <summary>Reads the answers to a comment: how a public reply is read back.</summary>
public interface IReplyFeed
{
    /// <summary>
    /// The answers in the thread of one first-level comment, answers to answers among them. Under any other comment platforms list nothing.
    /// </summary>
    /// <param name="commentId">The first-level comment.</param>
    Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct);
}

/// <param name="Next">Cursor of the next page, or null when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>
    /// Something is missing: an item that could not be read, or the platform said neither that there is more nor that this is all. That a thing
    /// is not on such a page proves nothing.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// The items do not come newest first, whatever was asked for, or the list has moved under the reader: that this page holds nothing new says nothing of the page that is
    /// <see cref="Next"/>. By default they do.
    /// </summary>
    public bool IsUnordered { get; init; }
}

/// <param name="CommentCount">As the platform says it; may lag. Null when not given.</param>
public sealed record Video(string Id, string Title, string? Url, DateTimeOffset CreatedAt, long? CommentCount);

/// <param name="PersonId">The commenter, stable per app.</param>
/// <param name="ParentId">The first-level comment this one answers; null when it is first-level itself, empty when the platform did not say.</param>
public sealed record Comment(string Id, string VideoId, string PersonId, string Text, DateTimeOffset At, string? ParentId = null, string? Nick = null)
{
    /// <summary>In a list of replies: the comment this one answers, as far as the platform says. Some name the first-level one always.</summary>
    public string? AnswersId { get; init; }

    /// <summary>In a list of first-level comments: how many answers stand under it, as the platform says; null when it does not. Not kept.</summary>
    [JsonIgnore]
    public long? Answers { get; init; }
}
