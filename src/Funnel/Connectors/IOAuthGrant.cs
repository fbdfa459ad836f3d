using System.Text.Json.Serialization;

namespace Funnel.Connectors;

/// <summary>Gets and keeps a merchant's grant.</summary>
public interface IOAuthGrant
{
    /// <summary>Where the merchant is sent to connect an account.</summary>
    Uri AuthorizeUrl(Uri redirect, string state);

    /// <summary>What the platform calls the code in the address to which it sends the merchant back.</summary>
    string CodeField => "code";

    /// <summary>The grant that a code stands for. One attempt, for a code works once.</summary>
    /// <param name="redirect">The address that <see cref="AuthorizeUrl"/> was given; most platforms want to see it once more.</param>
    Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct);

    /// <summary>A new access token for the same grant.</summary>
    Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct);

    /// <summary>Extends the refresh token itself, where the platform allows that.</summary>
    Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct);
}

/// <summary>What a call needs of an account. The token is never logged.</summary>
/// <param name="Id">Our id of the account.</param>
/// <param name="OpenId">The platform's id of the merchant's user.</param>
public sealed record SourceAccount(string Id, string OpenId, string AccessToken)
{
    public override string ToString() => Id;
}

/// <summary>An account's tokens with their ends. Never logged.</summary>
public sealed record Grant(string OpenId, string AccessToken, DateTimeOffset AccessExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt, IReadOnlyList<string> Scopes)
{
    /// <summary>How often the refresh token was renewed (Douyin allows 5 times).</summary>
    public int Renewals { get; init; }

    /// <summary>When the access token was given; null for one that was configured. With its end it tells how long one lives: some platforms' live for hours.</summary>
    public DateTimeOffset? AccessSince { get; init; }

    /// <summary>Other users that it was given for as well: one of advertisers may cover several. Not kept: a grant is stored for one account.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AlsoFor { get; init; } = [];

    public bool IsFor(string openId) => string.Equals(openId, OpenId, StringComparison.Ordinal) || AlsoFor.Contains(openId, StringComparer.Ordinal);

    public override string ToString() => $"grant until {RefreshExpiresAt:O}";
}
