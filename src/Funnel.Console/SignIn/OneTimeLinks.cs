using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Funnel.Clocks;

namespace Funnel.Console.SignIn;

/// <summary>What became of a code that somebody showed.</summary>
public enum CodeResult
{
    Good,

    /// <summary>Never issued, used, or over.</summary>
    Bad,

    /// <summary>This address showed too many bad ones; the code was not looked at.</summary>
    TooMany,
}

/// <summary>
/// One-time sign-in codes of this process, kept in memory as digests. For hosts of one process; several instances need another way in.
/// </summary>
public sealed class OneTimeLinks(TimeProvider time)
{
    private const int CodeBytes = 32;
    private const int MaxOpen = 100;
    private const int MaxBadTries = 10;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan TryWindow = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<Issued> open = [];
    private readonly Dictionary<string, int> badTries = new(StringComparer.Ordinal);
    private TimeMark windowBegan;

    /// <summary>How long a code is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Makes a code (43 URL-safe characters, 256 bits) that signs one person in, once, within <see cref="Lifetime"/>.</summary>
    /// <param name="name">The name its user gets in the journal.</param>
    public string Create(string name = "operator", Role role = Role.Admin)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        lock (gate)
        {
            Forget();
            if (open.Count == MaxOpen)
            {
                open.RemoveAt(0);
            }

            open.Add(new(Digest(code), name, role, TimeMark.Now(time)));
        }

        return code;
    }

    /// <summary>Uses a code up. A good one is good exactly once, also when two show it at the same time.</summary>
    /// <param name="address">Where it comes from: ten bad codes a minute and address are looked at.</param>
    internal CodeResult Redeem(string? code, string address, out Operator? who)
    {
        who = null;
        lock (gate)
        {
            Forget();
            if (badTries.GetValueOrDefault(address) >= MaxBadTries)
            {
                return CodeResult.TooMany;
            }

            if (Find(Digest(code ?? "")) is not { } issued)
            {
                badTries[address] = badTries.GetValueOrDefault(address) + 1;
                return CodeResult.Bad;
            }

            open.Remove(issued);
            who = new(Operator.NameFrom(issued.Name), issued.Role, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
            return CodeResult.Good;
        }
    }

    /// <summary>Compares with every open code, so that the time taken tells nothing.</summary>
    private Issued? Find(byte[] digest)
    {
        Issued? found = null;
        foreach (var issued in open)
        {
            found = CryptographicOperations.FixedTimeEquals(issued.Digest, digest) ? issued : found;
        }

        return found;
    }

    private void Forget()
    {
        open.RemoveAll(o => o.IssuedAt.Age(time) >= Lifetime);
        if (windowBegan.Age(time) >= TryWindow || badTries.Count > MaxAddresses)
        {
            badTries.Clear();
            windowBegan = TimeMark.Now(time);
        }
    }

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private sealed record Issued(byte[] Digest, string Name, Role Role, TimeMark IssuedAt);
}
