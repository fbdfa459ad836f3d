using Funnel.Connectors;

namespace Funnel.Embedded.Replay;

/// <summary>A source that nothing is ever read from or sent to: recorded comments are replayed against it.</summary>
internal sealed class DryRunSource : ICommentReply
{
    public const string Name = "recorded";

    /// <summary>With the tightest limits of the real sources.</summary>
    public static Connector Connector { get; } = new(Name, new(PageSize: 20, ReplyChars: 100, MessageChars: 1000), new DryRunSource());

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
        Task.FromResult<Outcome<SendReceipt>>(new Failure(FailureKind.Forbidden, "dry-run", "this is a dry run: nothing is sent"));
}
