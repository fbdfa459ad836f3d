using Funnel.Sandbox.Faults;

namespace Funnel.Sandbox.Wire;

/// <summary>What a token call gives.</summary>
internal sealed record OauthGrant(string Access, TimeSpan AccessLife, string Refresh, TimeSpan RefreshLife);

/// <summary>
/// Tokens as most platforms have them: a code 10 minutes and once, an access token that ends soon, a refresh token that ends late. The dialect of refusals is the source's.
/// </summary>
/// <param name="rotates">Each refresh gives a new refresh token. The one before works until the new one was used, or a lost answer would end the grant.</param>
internal sealed class OauthGrants(Ids ids, FaultDeck faults, TimeProvider time, TimeSpan accessLife, TimeSpan refreshLife, bool rotates)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> refresh = new(StringComparer.Ordinal);
    private OauthGrant? current;

    /// <summary>The tokens a host would be configured with now.</summary>
    public OauthGrant Current
    {
        get
        {
            lock (gate)
            {
                return current ??= New(null);
            }
        }
    }

    public string NewCode()
    {
        lock (gate)
        {
            var code = ids.Fresh("code", 32);
            codes[code] = time.GetUtcNow() + CodeLife;
            return code;
        }
    }

    /// <summary>Null when the code is unknown, used or over.</summary>
    public OauthGrant? Exchange(string? code)
    {
        lock (gate)
        {
            return code is not null && codes.Remove(code, out var ends) && ends > time.GetUtcNow() ? current = New(null) : null;
        }
    }

    /// <summary>Null when the refresh token is unknown or over.</summary>
    public OauthGrant? Refresh(string? token)
    {
        lock (gate)
        {
            if (token is null || !refresh.TryGetValue(token, out var ends) || ends <= time.GetUtcNow())
            {
                return null;
            }

            if (rotates)
            {
                refresh.Keys.Where(other => !string.Equals(other, token, StringComparison.Ordinal)).ToList().ForEach(other => refresh.Remove(other));
            }

            return current = New(rotates ? null : token);
        }
    }

    /// <summary>Whether an access token works. With the fault it stops doing so.</summary>
    public bool IsAlive(string? token)
    {
        lock (gate)
        {
            var known = token is not null && access.TryGetValue(token, out var ends) && ends > time.GetUtcNow();
            if (known && faults.Strikes(SandboxFaults.TokenRevoked))
            {
                access.Remove(token!);
                return false;
            }

            return known;
        }
    }

    private OauthGrant New(string? keep)
    {
        var (token, again, now) = (ids.Fresh("access", 60), keep ?? ids.Fresh("refresh", 60), time.GetUtcNow());
        access[token] = now + accessLife;
        refresh[again] = now + refreshLife;
        return new(token, accessLife, again, refreshLife);
    }
}
