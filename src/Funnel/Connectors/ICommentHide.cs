namespace Funnel.Connectors;

/// <summary>Hides comments from the public; their authors go on seeing them, as a rule. For what operators decide: nothing is hidden by itself.</summary>
public interface ICommentHide
{
    /// <summary>
    /// Hides a comment. One attempt; <see cref="FailureKind.Unknown"/> unless it is certain whether it was carried out. Idempotent: what is hidden stays hidden, so whoever does not know
    /// may ask again.
    /// </summary>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct);
}

/// <summary>Shows again what <see cref="ICommentHide"/> has hidden, where the platform lets programs do so.</summary>
public interface ICommentUnhide
{
    /// <summary>Shows a comment again. One attempt, and idempotent, as <see cref="ICommentHide.Hide"/> is.</summary>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    Task<Outcome<Done>> Unhide(SourceAccount account, HiddenTarget comment, CancellationToken ct);
}

/// <summary>The comment that is hidden or shown.</summary>
public sealed record HiddenTarget(string VideoId, string CommentId);
