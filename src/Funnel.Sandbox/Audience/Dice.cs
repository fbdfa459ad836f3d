namespace Funnel.Sandbox.Audience;

/// <summary>One person's luck.</summary>
internal sealed class Dice(Random random)
{
    public bool Chance(double rate) => random.NextDouble() < rate;

    public string One(string[] of) => of[random.Next(of.Length)];

    public TimeSpan Minutes(double least, double most) => TimeSpan.FromMinutes(least + (random.NextDouble() * (most - least)));

    /// <summary>Waiting time of a Poisson stream.</summary>
    public TimeSpan Exponential(TimeSpan mean) => mean * -Math.Log(1 - random.NextDouble());

    /// <summary>One of <paramref name="count"/>, where the first are the most popular: rank r with weight 1/(r+1).</summary>
    public int Skewed(int count)
    {
        var target = random.NextDouble() * Enumerable.Range(1, count).Sum(rank => 1.0 / rank);
        var at = 0;
        while (at < count - 1 && (target -= 1.0 / (at + 1)) > 0)
        {
            at++;
        }

        return at;
    }
}
