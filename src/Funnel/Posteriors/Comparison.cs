namespace Funnel.Posteriors;

/// <summary>How a share stands beside its siblings.</summary>
/// <param name="ChanceBest">Probability that it is the greatest.</param>
/// <param name="ChanceAboveOthers">Probability that it is greater than the mean of the others; one half where there are none.</param>
/// <param name="ExpectedLoss">How much of the share is lost on average by choosing it instead of the greatest.</param>
public sealed record Compared(double ChanceBest, double ChanceAboveOthers, double ExpectedLoss);

/// <summary>Shares compared by draws from their posteriors. Follows from a seed alone, so that the same counts say the same.</summary>
public static class Comparison
{
    private const int MostDraws = 4_000;
    private const int FewestDraws = 500;
    private const int DrawsInAll = 100_000;

    /// <returns>In the same order.</returns>
    public static IReadOnlyList<Compared> Of(IReadOnlyList<BetaPosterior> shares, ulong seed)
    {
        var (best, above, loss, draw) = (new int[shares.Count], new double[shares.Count], new double[shares.Count], new double[shares.Count]);
        var (random, draws) = (new SeededRandom(seed), DrawsFor(shares.Count));
        for (var i = 0; i < draws; i++)
        {
            var (greatest, sum) = Draw(shares, draw, ref random);
            best[greatest]++;
            for (var at = 0; at < draw.Length; at++)
            {
                loss[at] += draw[greatest] - draw[at];
                above[at] += draw.Length == 1 ? 0.5 : draw[at] * (draw.Length - 1) > sum - draw[at] ? 1 : 0;
            }
        }

        return [.. shares.Select((_, at) => new Compared((double)best[at] / draws, above[at] / draws, loss[at] / draws))];
    }

    /// <summary>How many more were won than if each had been tried equally often.</summary>
    /// <param name="tried">Trials of each.</param>
    /// <returns>The mean, and the interval that has it with 95 %.</returns>
    public static (double Mean, double Low, double High) Gain(IReadOnlyList<BetaPosterior> shares, IReadOnlyList<double> tried, ulong seed)
    {
        var (random, draw, total) = (new SeededRandom(seed), new double[shares.Count], tried.Sum());
        var gains = new double[DrawsFor(shares.Count)];
        for (var i = 0; i < gains.Length; i++)
        {
            var (_, sum) = Draw(shares, draw, ref random);
            var won = 0.0;
            for (var at = 0; at < draw.Length; at++)
            {
                won += tried[at] * draw[at];
            }

            gains[i] = won - (total * sum / draw.Length);
        }

        Array.Sort(gains);
        return (gains.Average(), gains[(int)(gains.Length * 0.025)], gains[(int)(gains.Length * 0.975)]);
    }

    private static int DrawsFor(int shares) => shares == 0 ? 1 : Math.Clamp(DrawsInAll / shares, FewestDraws, MostDraws);

    private static (int Greatest, double Sum) Draw(IReadOnlyList<BetaPosterior> shares, double[] into, ref SeededRandom random)
    {
        var (greatest, sum) = (0, 0.0);
        for (var at = 0; at < into.Length; at++)
        {
            into[at] = shares[at].Sample(ref random);
            sum += into[at];
            greatest = into[at] > into[greatest] ? at : greatest;
        }

        return (greatest, sum);
    }
}
