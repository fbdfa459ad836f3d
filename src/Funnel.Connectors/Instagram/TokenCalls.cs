using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>
/// OAuth. A code gives a token for an hour, that one a token for 60 days, and this one itself a newer one, as long as it lives: there is no refresh token. What is exchanged
/// or refreshed may be so twice; only a code works once.
/// </summary>
internal sealed class TokenCalls(BearerHttp<InstagramAnswers> http, IOptions<InstagramOptions> options, TimeProvider time)
{
    /// <summary>Longest life that is believed: a year.</summary>
    private const long MaxSeconds = 31_536_000;

    private InstagramOptions Options => options.Value;

    public Uri AuthorizeUrl(Uri redirect, string state) => redirect.IsAbsoluteUri
        ? new Uri($"{Options.AuthorizePage.AbsoluteUri}?client_id={Uri.EscapeDataString(Options.AppId)}&response_type=code&scope={string.Join(',', Options.Scopes.Select(Uri.EscapeDataString))}"
            + $"&redirect_uri={Uri.EscapeDataString(redirect.AbsoluteUri)}&state={Uri.EscapeDataString(state)}")
        : throw new ArgumentException("The redirect address must be absolute.", nameof(redirect));

    /// <summary>Code → token for an hour → token for 60 days → whose it is.</summary>
    public async Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        (string, string)[] fields =
        [
            ("client_id", Options.AppId), ("client_secret", Options.AppSecret), ("grant_type", "authorization_code"), ("redirect_uri", redirect.AbsoluteUri), ("code", code),
        ];
        var brief = await http.Form("exchange-code", Options.TokenUrl, fields, ReadBrief, ct);
        if (brief.Failure is { } failure)
        {
            return failure;
        }

        var lasting = await Lasting(
            "exchange-token", $"access_token?grant_type=ig_exchange_token&client_secret={Uri.EscapeDataString(Options.AppSecret)}&access_token={Uri.EscapeDataString(brief.Value.Token)}", ct);
        if (lasting.Failure is { } refused)
        {
            return refused;
        }

        var who = await http.Get("who", $"{Options.ApiVersion}/me?fields=user_id,username", lasting.Value.AccessToken, ReadWho, ct);
        return who.Failure is { } unknown ? unknown : lasting.Value with { OpenId = who.Value, Scopes = brief.Value.Permissions };
    }

    /// <summary><c>GET /refresh_access_token</c>: of a token that is a day old and lives.</summary>
    public async Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(grant.AccessToken, nameof(grant));
        var fresh = await Lasting("refresh-token", $"refresh_access_token?grant_type=ig_refresh_token&access_token={Uri.EscapeDataString(grant.AccessToken)}", ct);
        return fresh.Failure is { } failure
            ? failure
            : grant with { AccessToken = fresh.Value.AccessToken, AccessExpiresAt = fresh.Value.AccessExpiresAt, RefreshExpiresAt = fresh.Value.AccessExpiresAt };
    }

    private Task<Outcome<Grant>> Lasting(string operation, string pathAndQuery, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return http.Get(operation, pathAndQuery, token: null, root => ReadLasting(root, now), ct);
    }

    private static Grant? ReadLasting(JsonElement root, DateTimeOffset now)
    {
        if (root.Deserialize(InstagramJson.Default.TokenAnswer) is not { AccessToken: { Length: > 0 } token, ExpiresIn: > 0 and var seconds })
        {
            return null;
        }

        var ends = now.AddSeconds(Math.Min(seconds, MaxSeconds));
        return new Grant("", token, ends, "", ends, []);
    }

    private static Brief? ReadBrief(JsonElement root)
    {
        var answer = root.Deserialize(InstagramJson.Default.CodeAnswer);
        var granted = answer?.AccessToken is null ? answer?.Data?.FirstOrDefault() : new(answer.AccessToken, null, answer.Permissions);
        return granted?.AccessToken is { Length: > 0 } token ? new Brief(token, Permissions(granted.Permissions)) : null;
    }

    /// <summary>With commas between them, or a list; empty where nothing is said.</summary>
    private static string[] Permissions(JsonElement? said) => said switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(p => Json.Text(p)).OfType<string>()],
        { ValueKind: JsonValueKind.String } text => (text.GetString() ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static string? ReadWho(JsonElement root)
    {
        var answer = root.Deserialize(InstagramJson.Default.WhoAnswer);
        return Bounds.Id(answer?.UserId) ?? Bounds.Id(answer?.Id);
    }

    /// <summary>The token for an hour, and what was granted.</summary>
    private sealed record Brief(string Token, IReadOnlyList<string> Permissions);
}
