using Funnel.Reasons;

namespace Funnel.Sending;

/// <summary>Whether something may be sent now.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>It may, now.</summary>
    public sealed record Yes : Verdict
    {
        public static Yes Now { get; } = new();
    }

    /// <summary>Not before a time; it keeps its place among those who wait.</summary>
    /// <param name="At">The earliest time at which it is worth while to ask again; more may be in the way then.</param>
    public sealed record NotBefore(DateTimeOffset At, Reason Why) : Verdict;

    /// <summary>It may not be sent by us at all: it is an operator's.</summary>
    public sealed record No(Reason Why) : Verdict;
}
