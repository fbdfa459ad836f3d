namespace Funnel.Tests.Simulation;

/// <summary>The process is gone: nothing after this line happens in it.</summary>
internal sealed class CrashException : Exception;

/// <summary>What goes wrong and how often: each seed draws its own mixture, so that rare faults also meet in calm surroundings.</summary>
internal sealed class Chaos
{
    private readonly Random dice;

    public Chaos(Random dice)
    {
        this.dice = dice;
        Crash = Rate(0.02);
        StoreFault = Rate(0.02);
        CallFault = Rate(0.25);
        HardFault = Rate(0.05);
        LostAnswer = Rate(0.25);
        Interleave = Rate(0.10);
        Duplicate = Rate(0.25);
        Delay = Rate(0.20);
        LostEvent = Rate(0.30);
        TokenDeath = Rate(0.05);
    }

    /// <summary>Off: everything works at once.</summary>
    public bool On { get; set; } = true;

    /// <summary>Before and after every commit, message and call.</summary>
    public double Crash { get; }

    /// <summary>The store fails, before or after having done it.</summary>
    public double StoreFault { get; }

    /// <summary>A call fails for a passing reason.</summary>
    public double CallFault { get; }

    /// <summary>A call fails for a reason that stays.</summary>
    public double HardFault { get; }

    /// <summary>A call's answer is lost, whether it was carried out or not.</summary>
    public double LostAnswer { get; }

    /// <summary>Another process does something in the middle of what this one does.</summary>
    public double Interleave { get; }

    public double Duplicate { get; }
    public double Delay { get; }
    public double LostEvent { get; }
    public double TokenDeath { get; }

    public bool Happens(double rate) => On && rate > 0 && dice.NextDouble() < rate;

    public int Below(int n) => dice.Next(n);

    public bool Coin(double p = 0.5) => dice.NextDouble() < p;

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromMilliseconds(Math.Round((from + (dice.NextDouble() * (to - from))) * 1000));

    public T Any<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];

    public void Shuffle<T>(List<T> list) => dice.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));

    private double Rate(double most) => dice.Next(3) switch { 0 => 0, 1 => most / 5, _ => most };
}
