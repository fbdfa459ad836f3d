using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.OceanEngine;

/// <summary>OAuth. Each refresh gives a new refresh token and ends the old one, so an answer that is lost may have ended the grant. One attempt each.</summary>
internal sealed class TokenCalls(HeaderTokenHttp<OceanEngineAnswers> http, IOptions<OceanEngineOptions> options, TimeProvider time)
{
    /// <summary>Longest life that is believed: ten years.</summary>
    private const long MaxSeconds = 315_360_000;

    private OceanEngineOptions Options => options.Value;

    private long AppId => Advertisers.Number(Options.AppId) ?? 0;

    /// <summary>https://open.oceanengine.com/audit/oauth.html — comes back to the redirect with <c>auth_code</c> and <c>state</c>.</summary>
    public Uri AuthorizeUrl(Uri redirect, string state) => redirect.IsAbsoluteUri
        ? new Uri($"{Options.AuthorizePage.AbsoluteUri}?app_id={Uri.EscapeDataString(Options.AppId)}&material_auth=1"
            + $"&state={Uri.EscapeDataString(state)}&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}")
        : throw new ArgumentException("The redirect address must be absolute.", nameof(redirect));

    /// <summary>https://api.oceanengine.com/open_api/oauth2/access_token/</summary>
    public Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var now = time.GetUtcNow();
        var body = new CodeBody(AppId, Options.Secret, code, "auth_code");
        return http.Post("exchange-code", "open_api/oauth2/access_token/", body, OceanEngineJson.Default.CodeBody, root => NewGrant(root, now), ct);
    }

    /// <summary>https://api.oceanengine.com/open_api/oauth2/refresh_token/</summary>
    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.RefreshToken, nameof(grant));
        var now = time.GetUtcNow();
        var body = new RefreshBody(AppId, Options.Secret, grant.RefreshToken, "refresh_token");
        return http.Post("refresh-token", "open_api/oauth2/refresh_token/", body, OceanEngineJson.Default.RefreshBody, root => Refreshed(root, grant, now), ct);
    }

    private static TokenData? Data(JsonElement root) => Json.Property(root, "data")?.Deserialize(OceanEngineJson.Default.TokenData);

    /// <summary>A grant may cover several advertisers: which one an account is, its settings say.</summary>
    private static Grant? NewGrant(JsonElement root, DateTimeOffset now) =>
        Data(root) is { AccessToken.Length: > 0, ExpiresIn: > 0, RefreshToken.Length: > 0, RefreshTokenExpiresIn: > 0 } data
        && (data.AdvertiserIds ?? []).OfType<string>().Where(id => Advertisers.Number(id) is not null).ToList() is [var first, .. var others]
            ? new Grant(first, data.AccessToken, After(now, data.ExpiresIn), data.RefreshToken, After(now, data.RefreshTokenExpiresIn), []) { AlsoFor = others }
            : null;

    private static Grant? Refreshed(JsonElement root, Grant grant, DateTimeOffset now) => Data(root) is { AccessToken.Length: > 0, ExpiresIn: > 0 } data
        ? grant with
        {
            AccessToken = data.AccessToken,
            AccessExpiresAt = After(now, data.ExpiresIn),
            RefreshToken = string.IsNullOrEmpty(data.RefreshToken) ? grant.RefreshToken : data.RefreshToken,
            RefreshExpiresAt = data.RefreshTokenExpiresIn > 0 ? After(now, data.RefreshTokenExpiresIn) : grant.RefreshExpiresAt,
        }
        : null;

    private static DateTimeOffset After(DateTimeOffset now, long? seconds) => now.AddSeconds(Math.Min(seconds ?? 0, MaxSeconds));
}
