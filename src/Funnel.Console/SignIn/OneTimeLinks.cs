using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Funnel.Clocks;

namespace Funnel.Console.SignIn;

/// <summary>
/// One-time sign-in codes of this process, kept in memory as digests. For hosts of one process; several instances need another way in. A code has a part that names it
/// and a part that is secret: whoever shows a name with wrong secrets voids that code, and nobody else's.
/// </summary>
public sealed class OneTimeLinks(TimeProvider time)
{
    private const int CodeBytes = 32;

    /// <summary>Characters of a code that name it; the other 35 are its secret, 210 bits.</summary>
    private const int NameChars = 8;
    private const int MaxOpen = 100;
    private const int MaxWrong = 5;

    private readonly Lock gate = new();
    private readonly List<Issued> open = [];

    /// <summary>How long a code is good.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Makes a code (43 URL-safe characters, 256 bits) that signs one person in, once, within <see cref="Lifetime"/>.</summary>
    /// <param name="name">The name its user gets in the journal.</param>
    /// <param name="merchants">For whom they work; null for all.</param>
    public string Create(string name = Operator.Unnamed, Role role = Role.Admin, IReadOnlyList<string>? merchants = null)
    {
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));
        lock (gate)
        {
            Forget();
            if (open.Count == MaxOpen)
            {
                open.RemoveAt(0);
            }

            open.Add(new(code[..NameChars], Digest(code), new(Operator.NameFrom(name), role, "") { Merchants = merchants ?? [] }, TimeMark.Now(time)));
        }

        return code;
    }

    /// <summary>Uses a code up. A good one is good exactly once, also when two show it at the same time.</summary>
    /// <returns>Whom it signs in; null when it was never issued, was used, is over, or was guessed at too often.</returns>
    internal Operator? Redeem(string? code)
    {
        var digest = Digest(code ?? "");
        lock (gate)
        {
            Forget();
            var name = code?.Length > NameChars ? code[..NameChars] : "";
            if (open.FirstOrDefault(o => string.Equals(o.Id, name, StringComparison.Ordinal)) is not { } issued)
            {
                return null;
            }

            if (CryptographicOperations.FixedTimeEquals(issued.Digest, digest))
            {
                open.Remove(issued);
                return issued.Who;
            }

            issued.Wrong++;
            _ = issued.Wrong >= MaxWrong && open.Remove(issued);
            return null;
        }
    }

    private void Forget() => open.RemoveAll(o => o.IssuedAt.Age(time) >= Lifetime);

    private static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code));

    private sealed record Issued(string Id, byte[] Digest, Operator Who, TimeMark IssuedAt)
    {
        public int Wrong { get; set; }
    }
}
