namespace Funnel.Tests.Simulation;

/// <summary>The process is gone: nothing after this line happens in it.</summary>
internal sealed class CrashException : Exception;

/// <summary>What goes wrong and how often: each seed draws its own mixture, so that rare faults also meet in calm surroundings.</summary>
internal sealed class Chaos
{
    /// <summary>Highest probability of each, at every point where it may happen. The order is the order of the dice: new ones come last.</summary>
    private static readonly (Incident What, double Most)[] Probabilities =
    [
        (Incident.Crash, 0.02), (Incident.StoreFault, 0.02), (Incident.CallFault, 0.25), (Incident.HardFault, 0.05), (Incident.LostAnswer, 0.25),
        (Incident.Interleave, 0.10), (Incident.Duplicate, 0.25), (Incident.Delay, 0.20), (Incident.LostEvent, 0.30), (Incident.TokenDeath, 0.05),
        (Incident.Pause, 0.001), (Incident.ClockSkew, 0.5), (Incident.ClockStep, 0.001), (Incident.ListLag, 0.3),
        (Incident.BlindReplay, 1), (Incident.PauseAfterClaim, 0.1),

        // A second reply follows from each of these, and nothing on this side of the wire knows better. To be tried by hand.
        (Incident.PauseBeforePost, 0), (Incident.BrokenListLag, 0),

        (Incident.CancelledReplay, 0.3),
        (Incident.RestoredBackup, 0.6),
        (Incident.PauseAfterAnswer, 0.1),
    ];

    private static readonly Incident[] Harmless = [Incident.Interleave, Incident.ListLag, Incident.Duplicate];

    private readonly Random dice;
    private readonly Dictionary<Incident, double> rates = [];
    private readonly Dictionary<Incident, int> happened = [];

    /// <param name="fairWeather">Nothing fails; processes only come between each other, and see what others wrote a while ago.</param>
    public Chaos(Random dice, bool fairWeather)
    {
        this.dice = dice;
        foreach (var (what, most) in Probabilities)
        {
            rates[what] = Rate(most);
        }

        FairWeather = fairWeather;
        foreach (var what in fairWeather ? rates.Keys.Except(Harmless) : [])
        {
            rates[what] = 0;
        }
    }

    /// <summary>Off: everything works at once.</summary>
    public bool On { get; set; } = true;

    public bool FairWeather { get; }

    /// <summary>Whether any process told a wrong time.</summary>
    public bool ClocksWereWrong => happened.ContainsKey(Incident.ClockSkew) || happened.ContainsKey(Incident.ClockStep);

    /// <summary>How often each happened so far.</summary>
    public IReadOnlyDictionary<Incident, int> Happened => happened;

    /// <summary>Whether it happens in no history.</summary>
    public static bool IsOff(Incident what) => Probabilities.Contains((what, 0));

    /// <param name="part">Part of its probability that counts here.</param>
    public bool Happens(Incident what, double part = 1)
    {
        var rate = rates[what] * part;
        var happens = On && rate > 0 && dice.NextDouble() < rate;
        if (happens)
        {
            Note(what);
        }

        return happens;
    }

    /// <summary>Something that was not left to the dice here.</summary>
    public void Note(Incident what) => happened[what] = happened.GetValueOrDefault(what) + 1;

    public int Below(int n) => dice.Next(n);

    public bool Coin(double p = 0.5) => dice.NextDouble() < p;

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromMilliseconds(Math.Round((from + (dice.NextDouble() * (to - from))) * 1000));

    public T Any<T>(IReadOnlyList<T> of) => of[dice.Next(of.Count)];

    public void Shuffle<T>(List<T> list) => dice.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));

    private double Rate(double most) => dice.Next(3) switch { 0 => 0, 1 => most / 5, _ => most };
}
