using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>What an OAuth answer carries.</summary>
internal sealed record Granted(string Access, TimeSpan AccessLife, string Refresh, TimeSpan RefreshLife);

/// <summary>The merchant's tokens: access 15 d, refresh 30 d and renewable 5 times, client 2 h; codes 10 min, once.</summary>
internal sealed class Grants
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromDays(15);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClientLife = TimeSpan.FromHours(2);
    private static readonly TimeSpan ClientGrace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private const int MostRenewals = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> codes = new(StringComparer.Ordinal);
    private readonly List<(string Token, DateTimeOffset Ends)> clients = [];
    private readonly Merchant merchant;
    private readonly SandboxOptions options;
    private readonly FaultDeck faults;
    private readonly Ids ids;
    private readonly TimeProvider time;
    private string current;
    private string refresh;
    private DateTimeOffset refreshEnds;
    private int renewals;

    public Grants(Merchant merchant, SandboxOptions options, FaultDeck faults, Ids ids, TimeProvider time)
    {
        (this.merchant, this.options, this.faults, this.ids, this.time) = (merchant, options, faults, ids, time);
        (current, refresh, refreshEnds) = ("", "", default);
        Start();
    }

    /// <summary>The tokens a host would be configured with now.</summary>
    public (string Access, string Refresh) Current
    {
        get
        {
            lock (gate)
            {
                return (current, refresh);
            }
        }
    }

    /// <summary>Turns away whoever may not make this call.</summary>
    public void Check(Call call, string scope)
    {
        CheckToken(call.Header("access-token"), call.Path.StartsWith("/api/", StringComparison.Ordinal));
        if (!string.Equals(call.Query("open_id"), merchant.OpenId, StringComparison.Ordinal))
        {
            throw new Refusal(DouyinCodes.TokenOfAnother, "access_token and open_id do not match");
        }

        if (options.MissingCapabilities.Contains(scope, StringComparer.Ordinal))
        {
            throw new Refusal(DouyinCodes.NoCapability, "the app has no capability " + scope);
        }

        CheckScope(scope);
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

    public Granted Exchange(string? code)
    {
        lock (gate)
        {
            return code is not null && codes.Remove(code, out var ends) && ends > time.GetUtcNow()
                ? Start()
                : throw new Refusal(DouyinCodes.BadParameterOld, "code unknown, used or expired");
        }
    }

    /// <summary>Extends a living access token; replaces a dead one. Both are documented ways of this call.</summary>
    public Granted Refresh(string? token)
    {
        lock (gate)
        {
            CheckRefresh(token);
            var now = time.GetUtcNow();
            if (!access.TryGetValue(current, out var ends) || ends <= now)
            {
                current = "act." + ids.Fresh("access", 60);
            }

            access[current] = now + AccessLife;
            return new Granted(current, AccessLife, refresh, refreshEnds - now);
        }
    }

    public Granted Renew(string? token)
    {
        CheckScope("renew_refresh_token");
        lock (gate)
        {
            CheckRefresh(token);
            if (renewals++ >= MostRenewals)
            {
                throw new Refusal(DouyinCodes.BadParameterOld, "refresh_token was renewed 5 times already");
            }

            (refresh, refreshEnds) = ("rft." + ids.Fresh("refresh", 60), time.GetUtcNow() + RefreshLife);
            return new Granted(current, AccessLife, refresh, RefreshLife);
        }
    }

    /// <summary>A new client token shortens the one before to 5 minutes and ends the one before that.</summary>
    public (string Token, TimeSpan Life) NewClientToken()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (clients.Count == 2)
            {
                clients.RemoveAt(0);
            }

            if (clients.Count == 1)
            {
                clients[0] = (clients[0].Token, now + ClientGrace);
            }

            clients.Add(("clt." + ids.Fresh("client", 60), now + ClientLife));
            return (clients[^1].Token, ClientLife);
        }
    }

    /// <summary>Whether a client token works at the moment.</summary>
    public bool IsClientToken(string token)
    {
        lock (gate)
        {
            return clients.Exists(each => string.Equals(each.Token, token, StringComparison.Ordinal) && each.Ends > time.GetUtcNow());
        }
    }

    /// <summary>The access token stops working; the refresh token still does.</summary>
    public void RevokeAccess()
    {
        lock (gate)
        {
            access.Remove(current);
        }
    }

    /// <summary>The merchant takes the authorization back.</summary>
    public void RevokeAll()
    {
        lock (gate)
        {
            access.Clear();
            refreshEnds = default;
        }
    }

    private Granted Start()
    {
        var now = time.GetUtcNow();
        current = "act." + ids.Fresh("access", 60);
        access[current] = now + AccessLife;
        (refresh, refreshEnds, renewals) = ("rft." + ids.Fresh("refresh", 60), now + RefreshLife, 0);
        return new Granted(current, AccessLife, refresh, RefreshLife);
    }

    private void CheckToken(string? token, bool newer)
    {
        lock (gate)
        {
            var known = token is not null && access.TryGetValue(token, out _);
            if (known && faults.Strikes(SandboxFaults.TokenRevoked))
            {
                access.Remove(token!);
                known = false;
            }

            if (!known)
            {
                throw new Refusal(newer ? DouyinCodes.TokenInvalid : DouyinCodes.TokenInvalidOld, "access_token invalid");
            }

            if (access[token!] <= time.GetUtcNow())
            {
                throw new Refusal(DouyinCodes.TokenExpired, "access_token expired");
            }
        }
    }

    private void CheckScope(string scope)
    {
        if (!options.Scopes.Contains(scope, StringComparer.Ordinal))
        {
            throw new Refusal(DouyinCodes.NotAuthorized, "the user has not authorized " + scope);
        }
    }

    private void CheckRefresh(string? token)
    {
        if (!string.Equals(token, refresh, StringComparison.Ordinal))
        {
            throw new Refusal(DouyinCodes.TokenInvalidOld, "refresh_token invalid");
        }

        if (refreshEnds <= time.GetUtcNow())
        {
            throw new Refusal(DouyinCodes.TokenExpired, "refresh_token expired");
        }
    }
}
