namespace Funnel.Tests.Simulation;

/// <summary>How far people came in one history or several: so that a simulation in which nothing happens is noticed.</summary>
internal sealed record Reached(int Asked, int Replied, int Invited, int Welcomed, int Parked, int Declined, int Lost, int SentAgain, int Confirmed, int Grouped, int Rewarded)
{
    public static Reached Nobody { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static Reached operator +(Reached a, Reached b) => new(
        a.Asked + b.Asked, a.Replied + b.Replied, a.Invited + b.Invited, a.Welcomed + b.Welcomed, a.Parked + b.Parked, a.Declined + b.Declined, a.Lost + b.Lost,
        a.SentAgain + b.SentAgain, a.Confirmed + b.Confirmed, a.Grouped + b.Grouped, a.Rewarded + b.Rewarded);
}

/// <summary>One seed's history, from its first comment until nothing is left to do.</summary>
/// <param name="Broken">What should hold and does not.</param>
/// <param name="Checks">How often something was looked at that has to hold.</param>
/// <param name="Incidents">What happened in it, and how often.</param>
internal sealed record History(int Seed, IReadOnlyList<string> Broken, int Checks, Reached Reached, IReadOnlyDictionary<Incident, int> Incidents)
{
    public static History Of(int seed)
    {
        var world = new World(seed);
        try
        {
            world.Run();
            var invariants = new Invariants(world);
            var broken = invariants.Broken();
            return new(seed, broken, invariants.Checks, invariants.Reached, world.Chaos.Happened);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(seed, [e.ToString()], 0, Reached.Nobody, world.Chaos.Happened);
        }
    }
}
