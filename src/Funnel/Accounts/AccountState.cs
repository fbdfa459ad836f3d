using Funnel.Reasons;

namespace Funnel.Accounts;

/// <summary>What is stored of an account.</summary>
/// <param name="Grant">The tokens, encrypted.</param>
/// <param name="Seed">Fingerprint of the configured tokens this began with: other ones in the configuration replace the grant.</param>
/// <param name="PausedBecause">Why nothing can be done for it until somebody connects it again; null when it works.</param>
internal sealed record AccountState(int Schema, string Grant, string Seed, Reason? PausedBecause, DateTimeOffset UpdatedAt);

/// <summary>Health of an account, for operators.</summary>
public sealed record AccountHealth(string Id, string Name, string Platform, DateTimeOffset AccessExpiresAt, DateTimeOffset RefreshExpiresAt, Reason? PausedBecause)
{
    /// <summary>When the tokens of an account end that needs none.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;
}
