namespace Funnel.Connectors;

/// <summary>Replies in public.</summary>
public interface ICommentReply
{
    /// <summary>Replies publicly. One attempt; <see cref="FailureKind.Unknown"/> unless it is certain whether it was carried out.</summary>
    /// <exception cref="ArgumentException">An id or the text is empty: some platforms would post a top-level comment then.</exception>
    Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct);
}

/// <param name="Id">The platform's id of what was sent.</param>
public sealed record SendReceipt(string Id);
