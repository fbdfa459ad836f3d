using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>OAuth. An access token lives a day, a refresh token a year; each refresh gives a new one, so an answer that is lost may have ended the grant. One attempt each.</summary>
internal sealed class TokenCalls(HeaderTokenHttp<TikTokAnswers> http, IOptions<TikTokOptions> options, TimeProvider time)
{
    /// <summary>Longest life that is believed: ten years.</summary>
    private const long MaxSeconds = 315_360_000;

    private TikTokOptions Options => options.Value;

    /// <summary>Without <c>disable_auto_auth</c> somebody who was there before is sent back without a code.</summary>
    public Uri AuthorizeUrl(Uri redirect, string state)
    {
        if (!redirect.IsAbsoluteUri || redirect.Query.Length > 0 || redirect.Fragment.Length > 0)
        {
            throw new ArgumentException("TikTok accepts only an absolute redirect address without query and fragment.", nameof(redirect));
        }

        var scopes = string.Join(',', Options.Scopes.Select(Uri.EscapeDataString));
        return new Uri($"{Options.AuthorizePage.AbsoluteUri}?client_key={Uri.EscapeDataString(Options.ClientId)}&response_type=code&scope={scopes}"
            + $"&redirect_uri={Uri.EscapeDataString(WithSlash(redirect))}&state={Uri.EscapeDataString(state)}&disable_auto_auth=1");
    }

    /// <summary><c>POST /tt_user/oauth2/token/</c></summary>
    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var now = time.GetUtcNow();
        var body = new CodeBody(Options.ClientId, Options.ClientSecret, "authorization_code", code, WithSlash(redirect));
        return http.Post("exchange-code", "tt_user/oauth2/token/", body, TikTokJson.Default.CodeBody, root => NewGrant(root, now), ct);
    }

    /// <summary><c>POST /tt_user/oauth2/refresh_token/</c></summary>
    public async Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.RefreshToken, nameof(grant));
        var now = time.GetUtcNow();
        var body = new RefreshBody(Options.ClientId, Options.ClientSecret, "refresh_token", grant.RefreshToken);
        var outcome = await http.Post("refresh-token", "tt_user/oauth2/refresh_token/", body, TikTokJson.Default.RefreshBody, root => Refreshed(root, grant, now), ct);
        return outcome.Ok && !string.Equals(outcome.Value.OpenId, grant.OpenId, StringComparison.Ordinal)
            ? new Failure(FailureKind.Rejected, "other-account", "TikTok answered with the token of another account. Connect the account again.")
            : outcome;
    }

    /// <summary>TikTok registers only addresses that end with one; whoever serves an address serves it with one too.</summary>
    private static string WithSlash(Uri redirect) => redirect.AbsoluteUri.TrimEnd('/') + "/";

    private static TokenData? Data(JsonElement root) =>
        Json.Property(root, "data")?.Deserialize(TikTokJson.Default.TokenData) is { AccessToken.Length: > 0, ExpiresIn: > 0 } data ? data : null;

    private static Grant? NewGrant(JsonElement root, DateTimeOffset now) => Data(root) is { OpenId.Length: > 0, RefreshToken.Length: > 0, RefreshTokenExpiresIn: > 0 } data
        ? new Grant(data.OpenId, data.AccessToken!, After(now, data.ExpiresIn), data.RefreshToken, After(now, data.RefreshTokenExpiresIn), Scopes(data.Scope))
        : null;

    private static Grant? Refreshed(JsonElement root, Grant grant, DateTimeOffset now) => Data(root) is { } data
        ? grant with
        {
            OpenId = string.IsNullOrEmpty(data.OpenId) ? grant.OpenId : data.OpenId,
            AccessToken = data.AccessToken!,
            AccessExpiresAt = After(now, data.ExpiresIn),
            RefreshToken = string.IsNullOrEmpty(data.RefreshToken) ? grant.RefreshToken : data.RefreshToken,
            RefreshExpiresAt = data.RefreshTokenExpiresIn > 0 ? After(now, data.RefreshTokenExpiresIn) : grant.RefreshExpiresAt,
            Scopes = string.IsNullOrEmpty(data.Scope) ? grant.Scopes : Scopes(data.Scope),
        }
        : null;

    private static DateTimeOffset After(DateTimeOffset now, long? seconds) => now.AddSeconds(Math.Min(seconds ?? 0, MaxSeconds));

    private static string[] Scopes(string? scope) => (scope ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
