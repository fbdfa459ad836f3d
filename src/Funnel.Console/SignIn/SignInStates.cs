using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Funnel.Clocks;
using Microsoft.AspNetCore.DataProtection;

namespace Funnel.Console.SignIn;

/// <summary>
/// Binds what is done on a platform's page, a sign-in or the connection of an account, to the browser that began it. The browser keeps a ticket in a cookie, and the
/// platform brings back a digest of it: whoever has only one of them does nothing with it. A ticket is good for ten minutes, and once in a process; that it is ours is told by
/// the key ring, so it may come back to another instance.
/// </summary>
internal sealed class SignInStates(IDataProtectionProvider protection, TimeProvider time)
{
    private const int MaxTicket = 1_000;
    private const int MaxUsed = 10_000;
    private readonly IDataProtector protector = protection.CreateProtector("Funnel.Console.SignInState");
    private readonly Lock gate = new();
    private readonly Dictionary<string, TimeMark> used = new(StringComparer.Ordinal);

    /// <summary>How long somebody has for it.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <returns>The ticket for the cookie, and the state for the platform: 64 hexadecimal digits.</returns>
    public (string Ticket, string State) Begin(string way)
    {
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var ticket = protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().UtcTicks} {random} {way}"));
        return (ticket, StateOf(ticket));
    }

    /// <summary>For what a ticket was made; null when it is none of ours.</summary>
    public string? WayOf(string? ticket) => ticket is { Length: > 0 and <= MaxTicket } && Read(ticket) is [_, _, var way] ? way : null;

    /// <summary>Uses a ticket up, whether its state fits or not.</summary>
    /// <returns>False when it is none of ours, of another way or browser, over, or used.</returns>
    public bool Redeem(string way, string? ticket, string state)
    {
        if (ticket is not { Length: > 0 and <= MaxTicket } || Read(ticket) is not [var ticks, _, var of] || !string.Equals(of, way, StringComparison.Ordinal))
        {
            return false;
        }

        var age = time.GetUtcNow() - new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var fits = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(StateOf(ticket)), Encoding.UTF8.GetBytes(state));
        return Use(StateOf(ticket)) && fits && age.Duration() < Lifetime;
    }

    private bool Use(string state)
    {
        lock (gate)
        {
            if (used.Count >= MaxUsed)
            {
                foreach (var over in used.Where(u => u.Value.Age(time) >= Lifetime).Select(u => u.Key).ToList())
                {
                    used.Remove(over);
                }
            }

            // Of more than that at once nobody can tell any more which were used: none is good until some are over.
            return used.Count < MaxUsed && used.TryAdd(state, TimeMark.Now(time));
        }
    }

    private string[]? Read(string ticket)
    {
        try
        {
            return protector.Unprotect(ticket).Split(' ', 3);
        }
        catch (CryptographicException)
        {
            return null; // not ours, or of a key that is gone
        }
    }

    private static string StateOf(string ticket) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket)));
}
