using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.OceanEngine;

/// <summary>The advertiser's tokens: access for a day, refresh for 30. A refresh gives two new ones and ends the old; codes live 10 min and work once.</summary>
internal sealed class AdTokens
{
    public static readonly TimeSpan AccessLife = TimeSpan.FromDays(1);
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> codes = new(StringComparer.Ordinal);
    private readonly FaultDeck faults;
    private readonly Ids ids;
    private readonly TimeProvider time;
    private (string Token, DateTimeOffset Ends) access;
    private (string Token, DateTimeOffset Ends) refresh;

    public AdTokens(FaultDeck faults, Ids ids, TimeProvider time)
    {
        (this.faults, this.ids, this.time) = (faults, ids, time);
        Start();
    }

    /// <summary>The tokens a host would be configured with now.</summary>
    public (string Access, string Refresh) Current
    {
        get
        {
            lock (gate)
            {
                return (access.Token, refresh.Token);
            }
        }
    }

    /// <summary>Turns away a call without a living access token.</summary>
    public void Check(string? token)
    {
        lock (gate)
        {
            if (string.IsNullOrEmpty(token))
            {
                throw new Refusal(OceanEngineCodes.TokenMissing, "access token is empty");
            }

            var known = string.Equals(token, access.Token, StringComparison.Ordinal);
            if (known && faults.Strikes(SandboxFaults.TokenRevoked))
            {
                (access, known) = (("", default), false);
            }

            if (!known || access.Ends <= time.GetUtcNow())
            {
                throw new Refusal(known ? OceanEngineCodes.TokenExpired : OceanEngineCodes.TokenInvalid, known ? "access token is expired" : "access token is invalid");
            }
        }
    }

    public string NewCode()
    {
        lock (gate)
        {
            var code = ids.Fresh("code", 40);
            codes[code] = time.GetUtcNow() + CodeLife;
            return code;
        }
    }

    public (string Access, string Refresh) Exchange(string? code)
    {
        lock (gate)
        {
            return code is not null && codes.Remove(code, out var ends) && ends > time.GetUtcNow()
                ? Start()
                : throw new Refusal(OceanEngineCodes.BadParameter, "auth_code unknown, used or expired");
        }
    }

    public (string Access, string Refresh) Refresh(string? token)
    {
        lock (gate)
        {
            return !string.Equals(token, refresh.Token, StringComparison.Ordinal) ? throw new Refusal(OceanEngineCodes.RefreshInvalid, "refresh token is invalid")
                : refresh.Ends <= time.GetUtcNow() ? throw new Refusal(OceanEngineCodes.RefreshExpired, "refresh token is expired")
                : Start();
        }
    }

    private (string Access, string Refresh) Start()
    {
        var now = time.GetUtcNow();
        access = (ids.Fresh("access", 40), now + AccessLife);
        refresh = (ids.Fresh("refresh", 40), now + RefreshLife);
        return (access.Token, refresh.Token);
    }
}
