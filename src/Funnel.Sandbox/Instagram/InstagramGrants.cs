using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Instagram;

/// <summary>The one app, its secrets, and the account's tokens: a code 10 minutes and once, a token of it an hour, a token of that one 60 days, which renews itself.</summary>
internal sealed class InstagramGrants
{
    public static readonly TimeSpan Long = TimeSpan.FromDays(60);
    private static readonly TimeSpan Brief = TimeSpan.FromHours(1);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> tokens = new(StringComparer.Ordinal);
    private readonly Ids ids;
    private readonly TimeProvider time;

    public InstagramGrants(Ids ids, TimeProvider time)
    {
        (this.ids, this.time) = (ids, time);
        Current = New(Long);
    }

    public string AppId => ids.Digits("app", 0);

    public string AppSecret => ids.Hex("app-secret", 0, 32);

    public string VerifyToken => ids.Letters("verify-token", 0, 24);

    /// <summary>The token a host would be configured with now.</summary>
    public string Current { get; private set; }

    /// <summary>Turns away whoever shows no living token.</summary>
    public void Check(Call call)
    {
        var shown = call.Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : call.Query("access_token");
        CheckToken(shown);
    }

    public string NewCode() => Add(codes, "code", CodeLife);

    public string Exchange(string? code)
    {
        lock (gate)
        {
            return code is not null && codes.Remove(code, out var ends) && ends > time.GetUtcNow()
                ? New(Brief)
                : throw InstagramDialect.Bad("This authorization code has been used or has expired");
        }
    }

    /// <summary>A token of 60 days for one that lives.</summary>
    public string Lengthen(string? token)
    {
        CheckToken(token);
        return Current = New(Long);
    }

    /// <summary>The merchant takes the authorization back.</summary>
    public void RevokeAll()
    {
        lock (gate)
        {
            tokens.Clear();
        }
    }

    private void CheckToken(string? token)
    {
        lock (gate)
        {
            if (token is null || !tokens.TryGetValue(token, out var ends) || ends <= time.GetUtcNow())
            {
                throw new Refusal(InstagramCodes.TokenDead, "Error validating access token: the session has been invalidated or has expired", 401);
            }
        }
    }

    private string New(TimeSpan life) => Add(tokens, "IGAA", life);

    private string Add(Dictionary<string, DateTimeOffset> to, string kind, TimeSpan life)
    {
        lock (gate)
        {
            var text = kind + ids.Fresh(kind, 60);
            to[text] = time.GetUtcNow() + life;
            return text;
        }
    }
}
