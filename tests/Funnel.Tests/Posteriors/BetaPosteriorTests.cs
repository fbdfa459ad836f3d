using Funnel.Posteriors;

namespace Funnel.Tests.Posteriors;

public sealed class BetaPosteriorTests
{
    /// <summary>Closed forms: Beta(1,1) is uniform, Beta(a,1) is x^a, Beta(2,2) is 3x²−2x³, and binomial tails for whole numbers.</summary>
    [Theory]
    [InlineData(1, 1, 0.3, 0.3)]
    [InlineData(5, 1, 0.5, 0.03125)]
    [InlineData(1, 3, 0.5, 0.875)]
    [InlineData(2, 2, 0.25, 0.15625)]
    [InlineData(3, 4, 0.5, 0.65625)]
    [InlineData(0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.5, 0.5, 0.25, 0.3333333333333333)]
    public void The_distribution_function_is_as_in_closed_form(double alpha, double beta, double share, double expected) =>
        Assert.Equal(expected, new BetaPosterior(alpha, beta).Cdf(share), 12);

    [Theory]
    [InlineData(3, 10)]
    [InlineData(0, 8)]
    [InlineData(40, 50_000)]
    [InlineData(2_000_000, 4_000_000)]
    public void Quantiles_are_its_inverse(long successes, long trials)
    {
        var posterior = BetaPosterior.Of(successes, trials);
        var (low, high) = posterior.Interval(0.95);
        Assert.Equal(0.025, posterior.Cdf(low), 6);
        Assert.Equal(0.975, posterior.Cdf(high), 6);
        Assert.InRange(posterior.Mean, low, high);
    }

    [Fact]
    public void Ends_are_ends()
    {
        var posterior = BetaPosterior.Of(0, 0);
        Assert.Equal((0.0, 1.0), (posterior.Cdf(-1), posterior.Cdf(2)));
        Assert.Equal(1, posterior.ChanceAbove(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaPosterior.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaPosterior.Of(-1, 1));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3.5, 9)]
    [InlineData(0.4, 0.7)]
    [InlineData(120, 4_000)]
    public void Samples_are_distributed_as_it_says(double alpha, double beta)
    {
        var posterior = new BetaPosterior(alpha, beta);
        var random = new SeededRandom(7);
        const int Count = 20_000;
        var samples = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            samples[i] = posterior.Sample(ref random);
        }

        // Kolmogorov and Smirnov: 1.95/√n is passed by one in a thousand.
        Array.Sort(samples);
        var furthest = samples.Select((s, i) => Math.Max(Math.Abs(posterior.Cdf(s) - (i / (double)Count)), Math.Abs(posterior.Cdf(s) - ((i + 1) / (double)Count)))).Max();
        Assert.InRange(furthest, 0, 1.95 / Math.Sqrt(Count));
    }

    [Fact]
    public void A_seed_gives_the_same_numbers_for_ever()
    {
        var random = new SeededRandom(1234567); // the first of Vigna's splitmix64.c with this seed
        Assert.Equal(6457827717110365317UL, random.Next());
        Assert.Equal(3203168211198807973UL, random.Next());
    }
}
