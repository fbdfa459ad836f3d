namespace Funnel.Replay;

/// <summary>What is to be run again, and how.</summary>
public sealed record ReplayRequest
{
    public required ReplaySelection Selection { get; init; }

    /// <summary>Kinds of effects (<c>reply</c>, <c>invite</c>, <c>welcome</c>, <c>label</c>), or single ones by their ids (<c>reply:guide</c>); empty = all.</summary>
    public IReadOnlyList<string> Step { get; init; } = [];

    /// <summary>Nothing is sent or changed; everything is decided and made ready as it would be.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whoever asks knows that the one effect in <see cref="Step"/> of the one person in <see cref="ReplaySelection.Lead"/> was not sent, and answers for it.</summary>
    public bool Unsent { get; init; }

    internal ReplaySteps Steps => new(Step);
}
