using Funnel.Intake.Handed;

namespace Funnel.Embedded.Commands;

/// <summary>Where comments of a file are handed to: a running host, or the folder of one that is stopped.</summary>
internal interface IHandedTo : IAsyncDisposable
{
    /// <summary>Hands over at most <see cref="HandedComments.MaxAtOnce"/>; the same ones again change nothing.</summary>
    Task<HandedResult> Take(string account, IReadOnlyList<HandedComment> comments, HandedWish wish, CancellationToken ct);

    /// <summary>How far they are; null where nobody works on them now.</summary>
    Task<HandedState?> State(string account, CancellationToken ct);

    /// <summary>For people: where the tasks are, or what has to be done before there are any.</summary>
    string Where { get; }
}
