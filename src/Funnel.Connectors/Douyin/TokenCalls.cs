using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// OAuth. An access token lives 15 days, a refresh token 30 and can be renewed 5 times. One attempt each: a code works once, and renewals are counted.
/// </summary>
internal sealed class TokenCalls(DouyinHttp http, IOptions<DouyinOptions> options, TimeProvider time)
{
    /// <summary>Longest life that is believed: the longest documented (100 years, for a business refresh token).</summary>
    private const long MaxSeconds = 3_153_600_000;

    private DouyinOptions Options => options.Value;

    /// <summary>https://open.douyin.com/platform/oauth/connect/ — the redirect must be registered and without a query of its own.</summary>
    public Uri AuthorizeUrl(Uri redirect, string state)
    {
        if (!redirect.IsAbsoluteUri || redirect.Query.Length > 0 || redirect.Fragment.Length > 0)
        {
            throw new ArgumentException("Douyin accepts only an absolute redirect address without query and fragment.", nameof(redirect));
        }

        var address = Options.BaseUrl.AbsoluteUri.TrimEnd('/');
        var scopes = string.Join(',', Options.Scopes.Select(Uri.EscapeDataString));
        return new Uri($"{address}/platform/oauth/connect/?client_key={Uri.EscapeDataString(Options.ClientKey)}&response_type=code&scope={scopes}"
            + $"&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}&state={Uri.EscapeDataString(state)}");
    }

    /// <summary>https://open.douyin.com/oauth/access_token/ — JSON.</summary>
    public async Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var now = time.GetUtcNow();
        var body = new CodeBody(Options.ClientKey, Options.ClientSecret, code, "authorization_code");
        using var content = DouyinHttp.JsonBody(JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Default.CodeBody));
        return await http.Post("exchange-code", "oauth/access_token/", content, root => NewGrant(root, now), ct);
    }

    /// <summary>https://open.douyin.com/oauth/refresh_token/ — a form.</summary>
    public async Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.RefreshToken, nameof(grant));
        var now = time.GetUtcNow();
        using var content = Form(("client_key", Options.ClientKey), ("grant_type", "refresh_token"), ("refresh_token", grant.RefreshToken));
        var outcome = await http.Post("refresh-token", "oauth/refresh_token/", content, root => Refreshed(root, grant, now), ct);
        return outcome.Ok && !string.Equals(outcome.Value.OpenId, grant.OpenId, StringComparison.Ordinal)
            ? new Failure(FailureKind.Rejected, "other-account", "Douyin answered with the token of another account. Connect the account again.")
            : outcome;
    }

    /// <summary>https://open.douyin.com/oauth/renew_refresh_token/ — a form. Scope renew_refresh_token.</summary>
    public async Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.RefreshToken, nameof(grant));
        var now = time.GetUtcNow();
        using var content = Form(("client_key", Options.ClientKey), ("refresh_token", grant.RefreshToken));
        return await http.Post("renew-refresh-token", "oauth/renew_refresh_token/", content, root => Renewed(root, grant, now), ct);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static TokenData? Data(JsonElement root) => Json.Property(root, "data")?.Deserialize(WireJson.Default.TokenData);

    private static Grant? NewGrant(JsonElement root, DateTimeOffset now) => Data(root) is
    {
        OpenId.Length: > 0, AccessToken.Length: > 0, ExpiresIn: > 0, RefreshToken.Length: > 0, RefreshExpiresIn: > 0,
    } data
        ? new Grant(data.OpenId, data.AccessToken, After(now, data.ExpiresIn), data.RefreshToken, After(now, data.RefreshExpiresIn), Scopes(data.Scope))
        : null;

    private static Grant? Refreshed(JsonElement root, Grant grant, DateTimeOffset now) => Data(root) is { AccessToken.Length: > 0, ExpiresIn: > 0 } data
        ? grant with
        {
            OpenId = string.IsNullOrEmpty(data.OpenId) ? grant.OpenId : data.OpenId,
            AccessToken = data.AccessToken,
            AccessExpiresAt = After(now, data.ExpiresIn),
            RefreshToken = string.IsNullOrEmpty(data.RefreshToken) ? grant.RefreshToken : data.RefreshToken,
            RefreshExpiresAt = data.RefreshExpiresIn > 0 ? After(now, data.RefreshExpiresIn) : grant.RefreshExpiresAt,
            Scopes = string.IsNullOrEmpty(data.Scope) ? grant.Scopes : Scopes(data.Scope),
        }
        : null;

    private static Grant? Renewed(JsonElement root, Grant grant, DateTimeOffset now) => Data(root) is { RefreshToken.Length: > 0, ExpiresIn: > 0 } data
        ? grant with { RefreshToken = data.RefreshToken, RefreshExpiresAt = After(now, data.ExpiresIn), Renewals = grant.Renewals + 1 }
        : null;

    private static DateTimeOffset After(DateTimeOffset now, long? seconds) => now.AddSeconds(Math.Min(seconds ?? 0, MaxSeconds));

    private static string[] Scopes(string? scope) =>
        (scope ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
