namespace Funnel.Posteriors;

/// <summary>
/// What is known of a share after so many successes and failures: a beta distribution, beginning from the uniform prior Beta(1, 1). Pure and exact enough for decisions: the
/// distribution function to about 1e-12, quantiles to 1e-9.
/// </summary>
/// <param name="Alpha">Successes and the prior's one; above 0.</param>
/// <param name="Beta">Failures and the prior's one; above 0.</param>
public readonly record struct BetaPosterior(double Alpha, double Beta)
{
    private const int MostTerms = 10_000;
    private const double Tiny = 1e-300;
    private const double Close = 1e-14;

    /// <exception cref="ArgumentOutOfRangeException">There are fewer trials than successes, or fewer than none.</exception>
    public static BetaPosterior Of(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, successes);
        return new(successes + 1.0, trials - successes + 1.0);
    }

    /// <summary>The expected share, 0–1.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The interval that has the share with this probability, as much of the rest below it as above.</summary>
    /// <param name="probability">Such as 0.95.</param>
    public (double Low, double High) Interval(double probability) => (Quantile((1 - probability) / 2), Quantile((1 + probability) / 2));

    /// <summary>Probability that the share is greater than this.</summary>
    public double ChanceAbove(double share) => 1 - Cdf(share);

    /// <summary>
    /// Probability that the share is at most this: the regularised incomplete beta function, by its continued fraction (NIST DLMF 8.17.22) with Lentz's method as in Press et al.,
    /// Numerical Recipes, 3rd ed., 6.4.
    /// </summary>
    public double Cdf(double share)
    {
        if (share <= 0 || share >= 1)
        {
            return share <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(Alpha + Beta) - LogGamma(Alpha) - LogGamma(Beta) + (Alpha * Math.Log(share)) + (Beta * Math.Log(1 - share)));
        return share < (Alpha + 1) / (Alpha + Beta + 2) ? front * Fraction(Alpha, Beta, share) / Alpha : 1 - (front * Fraction(Beta, Alpha, 1 - share) / Beta);
    }

    /// <summary>The share below which it is with this probability, by bisection.</summary>
    /// <param name="probability">0–1.</param>
    public double Quantile(double probability)
    {
        var (low, high) = (0.0, 1.0);
        while (high - low > 1e-10)
        {
            var middle = (low + high) / 2;
            (low, high) = Cdf(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>A share as likely as the posterior says: the ratio of two gamma variates (Devroye, Non-Uniform Random Variate Generation, 1986, IX.4).</summary>
    internal double Sample(ref SeededRandom random)
    {
        var (x, y) = (Gamma(Alpha, ref random), Gamma(Beta, ref random));
        return x / (x + y);
    }

    /// <summary>
    /// A gamma variate by squeezing a transformed normal one: Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, ACM TOMS 26(3), 2000, 363–372; for shapes
    /// below 1 by their note on page 371.
    /// </summary>
    private static double Gamma(double shape, ref SeededRandom random)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1, ref random) * Math.Pow(random.NextOpen(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(random.NextOpen()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    private static double Fraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var result = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (c, d) = (NotZero(1 + (even / c)), 1 / NotZero(1 + (even * d)));
            result *= c * d;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (c, d) = (NotZero(1 + (odd / c)), 1 / NotZero(1 + (odd * d)));
            result *= c * d;
            if (Math.Abs((c * d) - 1) < Close)
            {
                break;
            }
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>ln Γ for positive arguments, by Lanczos' approximation with Godfrey's coefficients (g = 7, n = 9): to about 1e-15.</summary>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> coefficients =
        [
            0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
            9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        var sum = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++)
        {
            sum += coefficients[i] / (x - 1 + i);
        }

        var t = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
