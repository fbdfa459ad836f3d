namespace Funnel.Sending;

/// <summary>
/// How many people ask in ten minutes, as far as is known: a rate with a Gamma distribution that forgets, so that the number in the next ten minutes is negative
/// binomial. A number that the history makes improbable is a surge.
/// </summary>
/// <param name="Slot">Number of the ten minutes that are being counted, since the beginning of time.</param>
/// <param name="Count">Inquiries in them.</param>
/// <param name="Shape">Of the rate before them.</param>
/// <param name="Rate">Of the rate before them: ten-minute slots that were seen, as far as they are not forgotten.</param>
internal sealed record SurgeHistory(long Slot, int Count, double Shape, double Rate)
{
    /// <summary>Of a new account: ten in ten minutes, give or take ten.</summary>
    public static SurgeHistory Unknown { get; } = new(0, 0, 1, 0.1);

    /// <summary>One slot in a million is called a surge by mistake: one in twenty years.</summary>
    private const double Improbable = 1e-6;

    /// <summary>A slot weighs half after a week.</summary>
    private static readonly double Kept = Math.Pow(0.5, 1.0 / (7 * 24 * 6));

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>Inquiries in ten minutes that are usual.</summary>
    public double Usual => Shape / Rate;

    /// <summary>With one more inquiry.</summary>
    public SurgeHistory Add(DateTimeOffset at)
    {
        var now = Turn(at.UtcTicks / Length.Ticks);
        return now with { Count = now.Count + 1 };
    }

    /// <summary>Whether so many were improbable.</summary>
    public bool IsSurge(int from) => Count >= from && Tail() < Improbable;

    /// <summary>Probability of <see cref="Count"/> or more, given what was before: the upper tail of the negative binomial with r = shape and p = rate / (rate + 1).</summary>
    private double Tail()
    {
        var (p, below) = (Rate / (Rate + 1), 0.0);
        var log = Shape * Math.Log(p);
        for (var k = 0; k < Count; k++)
        {
            below += Math.Exp(log);
            log += Math.Log((Shape + k) / (k + 1) * (1 - p));
        }

        return Math.Max(0, 1 - below);
    }

    private SurgeHistory Turn(long slot)
    {
        if (slot <= Slot)
        {
            return this; // also when the clock was set back
        }

        if (Slot == 0)
        {
            return this with { Slot = slot };
        }

        // The slot that ended with its number, and after it those in which nobody asked.
        var (shape, rate) = ((Shape * Kept) + Count, (Rate * Kept) + 1);
        var rest = Math.Pow(Kept, slot - Slot - 1);
        return new(slot, 0, Math.Max(shape * rest, Unknown.Shape * Unknown.Rate), (rate * rest) + ((1 - rest) / (1 - Kept)));
    }
}
