using System.Text.Json;
using Funnel.Accounts;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.YouTube;

/// <summary>Google's OAuth. An access token lives an hour; a refresh token stays the same, and has no end but where Google says one. One attempt each.</summary>
internal sealed class TokenCalls(BearerHttp<YouTubeAnswers> http, IOptions<YouTubeOptions> options, TimeProvider time)
{
    /// <summary>Longest life that is believed: ten years.</summary>
    private const long MaxSeconds = 315_360_000;

    private YouTubeOptions Options => options.Value;

    /// <summary>https://developers.google.com/identity/protocols/oauth2/web-server — without <c>access_type</c> and <c>prompt</c> there would be no refresh token the second time.</summary>
    public Uri AuthorizeUrl(Uri redirect, string state) => redirect.IsAbsoluteUri
        ? new Uri($"{Options.AuthorizePage.AbsoluteUri}?client_id={Uri.EscapeDataString(Options.ClientId)}&response_type=code&access_type=offline&prompt=consent"
            + $"&scope={Uri.EscapeDataString(string.Join(' ', Options.Scopes))}&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}&state={Uri.EscapeDataString(state)}")
        : throw new ArgumentException("The redirect address must be absolute.", nameof(redirect));

    /// <summary>Code → tokens → whose channel it is, which costs a unit.</summary>
    public async Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        var now = time.GetUtcNow();
        var granted = await http.Form("exchange-code", Options.TokenUrl, Fields("authorization_code", ("code", code), ("redirect_uri", redirect.AbsoluteUri)), root => NewGrant(root, now), ct);
        if (granted.Failure is { } failure)
        {
            return failure;
        }

        var channel = await http.Get("who", "youtube/v3/channels?part=id&mine=true", granted.Value.AccessToken, ReadChannel, ct);
        return channel.Failure is { } unknown ? unknown : granted.Value with { OpenId = channel.Value };
    }

    public async Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.RefreshToken, nameof(grant));
        var now = time.GetUtcNow();
        return await http.Form("refresh-token", Options.TokenUrl, Fields("refresh_token", ("refresh_token", grant.RefreshToken)), root => Refreshed(root, grant, now), ct);
    }

    private IEnumerable<(string, string)> Fields(string grantType, params (string, string)[] more) =>
        [("client_id", Options.ClientId), ("client_secret", Options.ClientSecret), ("grant_type", grantType), .. more];

    private static TokenAnswer? Read(JsonElement root) => root.Deserialize(GoogleJson.Default.TokenAnswer) is { AccessToken.Length: > 0, ExpiresIn: > 0 } answer ? answer : null;

    private static Grant? NewGrant(JsonElement root, DateTimeOffset now) => Read(root) is { RefreshToken.Length: > 0 } answer
        ? new Grant("", answer.AccessToken!, After(now, answer.ExpiresIn), answer.RefreshToken, EndOf(answer, now), Scopes(answer.Scope))
        : null;

    private static Grant? Refreshed(JsonElement root, Grant grant, DateTimeOffset now) => Read(root) is { } answer
        ? grant with
        {
            AccessToken = answer.AccessToken!,
            AccessExpiresAt = After(now, answer.ExpiresIn),
            RefreshToken = string.IsNullOrEmpty(answer.RefreshToken) ? grant.RefreshToken : answer.RefreshToken,
            RefreshExpiresAt = EndOf(answer, now),
            Scopes = string.IsNullOrEmpty(answer.Scope) ? grant.Scopes : Scopes(answer.Scope),
        }
        : null;

    private static string? ReadChannel(JsonElement root) =>
        root.Deserialize(YouTubeJson.Default.ListAnswer)?.Items is [var first, ..] ? Bounds.Id(first.Deserialize(YouTubeJson.Default.ChannelItem)?.Id) : null;

    private static DateTimeOffset EndOf(TokenAnswer answer, DateTimeOffset now) => answer.RefreshTokenExpiresIn > 0 ? After(now, answer.RefreshTokenExpiresIn) : AccountHealth.Never;

    private static DateTimeOffset After(DateTimeOffset now, long? seconds) => now.AddSeconds(Math.Min(seconds ?? 0, MaxSeconds));

    private static string[] Scopes(string? scope) => (scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
