using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Sandbox.Faults;

/// <summary>Decides when a fault strikes. Each fault draws from its own stream, so that one does not shift another.</summary>
internal sealed class FaultDeck
{
    private const int MostTellings = 3;
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> rates = new(SandboxFaults.Usual, StringComparer.Ordinal);
    private readonly Dictionary<string, Random> dice;
    private readonly int seed;

    /// <param name="initial">Rates that replace the usual ones.</param>
    public FaultDeck(int seed, IReadOnlyDictionary<string, double> initial)
    {
        this.seed = seed;
        dice = SandboxFaults.Names.Select((name, index) => (name, index))
            .ToDictionary(each => each.name, each => new Random(unchecked((seed * 397) + each.index)), StringComparer.Ordinal);
        Set(initial);
    }

    public IReadOnlyDictionary<string, double> Rates
    {
        get
        {
            lock (gate)
            {
                return SandboxFaults.Names.ToDictionary(name => name, name => rates.GetValueOrDefault(name), StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Changes the rates given; the others stay.</summary>
    /// <exception cref="ArgumentException">A name or a rate is wrong; nothing was changed.</exception>
    public void Set(IReadOnlyDictionary<string, double> changed)
    {
        var problems = SandboxFaults.Problems(changed).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", problems));
        }

        lock (gate)
        {
            foreach (var (name, rate) in changed)
            {
                rates[name] = rate;
            }
        }
    }

    public bool Strikes(string name)
    {
        lock (gate)
        {
            return rates.TryGetValue(name, out var rate) && rate > 0 && dice[name].NextDouble() < rate;
        }
    }

    /// <summary>Whether it strikes this thing, the same each time it is asked.</summary>
    public bool Holds(string name, string thing)
    {
        lock (gate)
        {
            return Luck(name, thing) < rates.GetValueOrDefault(name);
        }
    }

    /// <summary>Which of the ways in which a fault shows it is for this thing, the same each time.</summary>
    public int Way(string name, string thing, int ways) => (int)(Luck(name + "/way", thing) * ways);

    /// <summary>How often the platform's webhook tells of a comment: of some not at all, of others up to three times.</summary>
    /// <param name="always">At least once.</param>
    public int Tellings(string commentId, bool always = false) => !always && !Strikes(SandboxFaults.WebhookComments) ? 0
        : Holds(SandboxFaults.WebhookComments, commentId) ? 1 + Way(SandboxFaults.WebhookComments, commentId, MostTellings)
        : 1;

    /// <summary>How hard a fault that strikes does so this time, from 0 to 1.</summary>
    public double Force(string name)
    {
        lock (gate)
        {
            return dice[name].NextDouble();
        }
    }

    private double Luck(string name, string thing)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{name}/{thing}")));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }

    /// <summary>Which of a fault's two variants it is this time.</summary>
    public bool Coin(string name)
    {
        lock (gate)
        {
            return dice[name].Next(2) == 0;
        }
    }
}
