using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Accounts;

/// <content>Connecting an account on its platform's page.</content>
public sealed partial class AccountBook
{
    private const int MaxSaves = 5;

    /// <summary>Takes the grant that the platform gives for a code, in place of the one there was. One attempt: a code works once.</summary>
    /// <param name="redirect">The address to which the platform sent the merchant back.</param>
    /// <returns>The new grant; <see cref="FailureKind.Rejected"/> when it is another user's than the account's.</returns>
    /// <exception cref="StorageException">It could not be stored.</exception>
    public async Task<Outcome<Grant>> Connect(string accountId, string code, Uri redirect, CancellationToken ct)
    {
        if (Find(accountId) is not { } account || Capability<IOAuthGrant>(accountId) is not { } grants)
        {
            return NoCapability.Failure(accountId, typeof(IOAuthGrant));
        }

        var got = await grants.ExchangeCode(code, redirect, ct);
        if (!got.Ok)
        {
            return got;
        }

        if (!got.Value.IsFor(account.OpenId))
        {
            return Failure.Ours(FailureKind.Rejected, "other-user", Reason.ConnectedAsOther(accountId, got.Value.OpenId));
        }

        for (var tries = 1; ; tries++)
        {
            var row = await rows.Find(Tables.Accounts, Partition, accountId, CancellationToken.None);
            var saved = await Save(account, new(null!, null!, row?.Version), got.Value with { OpenId = account.OpenId, AccessSince = time.GetUtcNow() }, null, CancellationToken.None);
            if (string.Equals(saved.Grant.AccessToken, got.Value.AccessToken, StringComparison.Ordinal))
            {
                Log.Connected(log, accountId, got.Value.AccessExpiresAt);
                return got;
            }

            if (tries == MaxSaves)
            {
                throw new StorageException($"the grant of account {accountId} could not be stored: other processes change it all the time");
            }
        }
    }

    /// <summary>The scopes that the account's grant names; null where none is known, as with tokens from the configuration.</summary>
    public async Task<IReadOnlyList<string>?> Scopes(string accountId, CancellationToken ct) =>
        Find(accountId) is { } account && Capability<IOAuthGrant>(accountId) is not null && (await Load(account, ct)).Grant.Scopes is { Count: > 0 } scopes ? scopes : null;

    private Reason? WhyUnusable(AccountOptions account, Loaded loaded) => loaded.State.PausedBecause ?? WhyNotConnected(account, loaded.Grant);

    private Reason? WhyNotConnected(AccountOptions account, Grant grant) =>
        grant.AccessToken.Length == 0 && Capability<IOAuthGrant>(account.Id) is not null ? Reason.NotConnected(account.Id) : null;

    private static partial class Log
    {
        [LoggerMessage(1105, LogLevel.Information, "Account {Account} was connected; its access token is good until {ExpiresAt}")]
        public static partial void Connected(ILogger log, string account, DateTimeOffset expiresAt);
    }
}
