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
    private const int DrawsInAll = 50_000;

    /// <param name="tried">Trials of each.</param>
    /// <returns>How each stands, in the same order; and how many more were won than if each had been tried equally often: the mean, and the interval that has it with 95 %.</returns>
    public static (IReadOnlyList<Compared> Shares, (double Mean, double Low, double High) Gain) Of(IReadOnlyList<BetaPosterior> shares, IReadOnlyList<double> tried, ulong seed)
    {
        if (shares.Count == 0)
        {
            return ([], default);
        }

        var (best, above, loss, draw) = (new int[shares.Count], new double[shares.Count], new double[shares.Count], new double[shares.Count]);
        var (random, total, gains) = (new SeededRandom(seed), tried.Sum(), new double[DrawsFor(shares.Count)]);
        for (var i = 0; i < gains.Length; i++)
        {
            var (greatest, sum) = Draw(shares, draw, ref random);
            best[greatest]++;
            var won = 0.0;
            for (var at = 0; at < draw.Length; at++)
            {
                won += tried[at] * draw[at];
                loss[at] += draw[greatest] - draw[at];
                above[at] += draw.Length == 1 ? 0.5 : draw[at] * (draw.Length - 1) > sum - draw[at] ? 1 : 0;
            }

            gains[i] = won - (total * sum / draw.Length);
        }

        Array.Sort(gains);
        return ([.. shares.Select((_, at) => new Compared((double)best[at] / gains.Length, above[at] / gains.Length, loss[at] / gains.Length))],
            (gains.Average(), gains[(int)(gains.Length * 0.025)], gains[(int)(gains.Length * 0.975)]));
    }

    private static int DrawsFor(int shares) => Math.Clamp(DrawsInAll / shares, FewestDraws, MostDraws);

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
