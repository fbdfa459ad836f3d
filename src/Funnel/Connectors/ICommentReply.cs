namespace Funnel.Connectors;

/// <summary>Replies in public.</summary>
public interface ICommentReply
{
    /// <summary>Replies publicly. One attempt; <see cref="FailureKind.Unknown"/> unless it is certain whether it was carried out.</summary>
    /// <exception cref="ArgumentException">An id or the text is empty: some platforms would post a top-level comment then.</exception>
    Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct);
}

/// <summary>The comment that is answered.</summary>
/// <param name="ThreadId">The first-level comment in whose thread it stands: the comment itself when it is one. Null when the platform did not say.</param>
/// <param name="PersonId">Who wrote it.</param>
public sealed record ReplyTarget(string VideoId, string CommentId, string? ThreadId, string PersonId);

/// <param name="Id">The platform's id of what was sent; null where it gives none.</param>
public sealed record SendReceipt(string? Id);
