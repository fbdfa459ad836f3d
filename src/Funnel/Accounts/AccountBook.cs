using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>
/// The merchant accounts with their tokens: opens them for calls, renews tokens before they end and when a call says they are dead, and pauses
/// an account whose grant is lost. A paused account loses nothing: its work waits.
/// </summary>
public sealed partial class AccountBook(
    IOptions<FunnelOptions> options, ConnectorBook connectors, Switches switches, IRows rows, IDataProtectionProvider protection, TimeProvider time, ILogger<AccountBook> log,
    AccountFacts? facts = null)
{
    private const string Partition = "accounts";
    private const int Schema = 1;

    /// <summary>A token is renewed when less than this part of its life is left.</summary>
    private const double RenewAtPart = 1.0 / 3;
    private const int MaxSaves = 5;
    private static readonly TimeSpan PausedRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RenewRefreshBefore = TimeSpan.FromDays(7);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AssumedAccessLife = TimeSpan.FromDays(15);
    private static readonly TimeSpan AssumedRefreshLife = TimeSpan.FromDays(30);

    private readonly IDataProtector protector = protection.CreateProtector("Funnel.Grants.v1");
    private readonly ConcurrentDictionary<string, (Loaded Account, TimeMark ReadAt)> remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> refreshing = new(StringComparer.Ordinal);

    /// <summary>All configured accounts.</summary>
    public IReadOnlyList<AccountOptions> All => options.Value.Accounts;

    public AccountOptions? Find(string id) => All.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.Ordinal));

    public AccountOptions? FindByOpenId(string platform, string openId) =>
        All.FirstOrDefault(a => string.Equals(a.Platform, platform, StringComparison.Ordinal) && string.Equals(a.OpenId, openId, StringComparison.Ordinal));

    /// <inheritdoc cref="Switches.WhyPaused"/>
    public Reason? WhyPaused(AccountOptions account) => switches.WhyPaused(account);

    /// <summary>Ids of accounts that were worked for once and are no longer configured; what is under way for them waits until they are again.</summary>
    public async Task<IReadOnlyList<string>> Removed(CancellationToken ct) =>
        await rows.QueryAll(Tables.Accounts, Partition, KeyRange.All, ct).Select(row => row.Key).Where(id => Find(id) is null).ToListAsync(ct);

    /// <summary>The account's connector; null when the account is not configured or its connector is off.</summary>
    public Connector? ConnectorOf(string accountId) => Find(accountId) is { } account ? connectors.Find(account.Platform) : null;

    /// <summary>What the account is capable of; null when its platform, or its access to it, lacks the capability.</summary>
    public T? Capability<T>(string accountId)
        where T : class => ConnectorOf(accountId)?.Find<T>();

    /// <summary>Whether the account's connector lets comments be read. False where they can only be handed to us; true where nobody knows, because it is off.</summary>
    public bool CanRead(string accountId) =>
        ConnectorOf(accountId) is not { } connector || connector.Find<ICommentFeed>() is not null || connector.Find<IAccountFeed>() is not null;

    /// <summary>
    /// Runs one call for an account, and notes how it went. When the platform says the access token is dead the call was not carried out, so it is
    /// made once more with a fresh token; that holds for sends too.
    /// </summary>
    /// <typeparam name="TPort">The capability that the call needs.</typeparam>
    /// <typeparam name="T">What it returns.</typeparam>
    /// <param name="kind">What is noted of the account.</param>
    public async Task<Outcome<T>> Call<TPort, T>(string accountId, FactKind kind, Func<TPort, SourceAccount, Task<Outcome<T>>> call, CancellationToken ct)
        where TPort : class
    {
        var opened = await Open(accountId, ct);
        if (!opened.Ok)
        {
            return opened.Failure!;
        }

        if (Capability<TPort>(accountId) is not { } port)
        {
            return NoCapability.Failure(accountId, typeof(TPort));
        }

        var result = await Recorded(kind, accountId, call(port, opened.Value));
        if (result.Failure?.Kind != FailureKind.AuthExpired)
        {
            return result;
        }

        var fresh = await Refresh(accountId, opened.Value.AccessToken, ct);
        return fresh.Ok ? await Recorded(kind, accountId, call(port, fresh.Value)) : fresh.Failure!;
    }

    private async Task<Outcome<T>> Recorded<T>(FactKind kind, string accountId, Task<Outcome<T>> call)
    {
        var outcome = await call;
        facts?.Record(kind, accountId, outcome.Failure);
        return outcome;
    }

    /// <summary>The account with its present token, or why it cannot be used.</summary>
    public async Task<Outcome<SourceAccount>> Open(string accountId, CancellationToken ct)
    {
        if (Find(accountId) is not { } account)
        {
            return Failure.Ours(FailureKind.Forbidden, "no-account", Reason.AccountUnknown(accountId));
        }

        if (WhyPaused(account) is { } paused)
        {
            return Unusable(paused);
        }

        var loaded = remembered.TryGetValue(accountId, out var kept) && kept.ReadAt.Age(time) < Remembered ? kept.Account : await Load(account, ct);
        return WhyUnusable(account, loaded) is { } why ? Unusable(why) : new SourceAccount(accountId, account.OpenId, loaded.Grant.AccessToken);
    }

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

    /// <summary>
    /// How long work of an account has to wait that is paused or whose grant is lost, which may last for days; null for one that may be used, and
    /// for one that is not configured.
    /// </summary>
    public async ValueTask<TimeSpan?> PausedFor(string accountId, CancellationToken ct) =>
        (await Open(accountId, ct)).Failure is { Kind: FailureKind.AuthExpired } paused ? paused.RetryAfter ?? PausedRetry : null;

    /// <summary>Renews what is about to end, for every account. Meant for a timer; one account's trouble does not stop the others.</summary>
    public async Task Keep(CancellationToken ct)
    {
        facts?.Succeeded(FactKind.Run, FunnelTimer.KeepTokens.Name);
        await OneByOne.Run(All.Where(a => WhyPaused(a) is null && Capability<IOAuthGrant>(a.Id) is not null), account => Keep(account, ct), ct);
    }

    private async Task Keep(AccountOptions account, CancellationToken ct)
    {
        var loaded = await Load(account, ct);
        var left = loaded.Grant.AccessExpiresAt - time.GetUtcNow();
        if (WhyUnusable(account, loaded) is null && left < AccessLife(loaded.Grant) * RenewAtPart)
        {
            await Refresh(account.Id, loaded.Grant.AccessToken, ct);
        }

        await RenewRefreshToken(account, ct);
    }

    private static TimeSpan AccessLife(Grant grant) => grant.AccessExpiresAt - grant.AccessSince is { Ticks: > 0 } known ? known : AssumedAccessLife;

    /// <summary>How all accounts stand. One storage operation for a thousand of them; nothing is written.</summary>
    public async Task<IReadOnlyList<AccountHealth>> Health(CancellationToken ct)
    {
        var stored = new Dictionary<string, Row>(StringComparer.Ordinal);
        await foreach (var row in rows.QueryAll(Tables.Accounts, Partition, KeyRange.All, ct))
        {
            stored[row.Key] = row;
        }

        return [.. All.Select(a => Health(a, Usable(a, stored.GetValueOrDefault(a.Id))))];
    }

    private AccountHealth Health(AccountOptions a, Loaded? loaded)
    {
        var grant = loaded?.Grant ?? Seeded(a);
        var ends = connectors.Find(a.Platform) is not { } connector || connector.Find<IOAuthGrant>() is not null;
        return new(a.Id, a.Name.Length > 0 ? a.Name : a.Id, a.ShownPlatform, ends ? grant.AccessExpiresAt : AccountHealth.Never, ends ? grant.RefreshExpiresAt : AccountHealth.Never,
            WhyPaused(a) ?? loaded?.State.PausedBecause ?? WhyNotConnected(a, grant));
    }

    private async Task<Outcome<SourceAccount>> Refresh(string accountId, string deadToken, CancellationToken ct)
    {
        var account = Find(accountId)!;
        var gate = refreshing.GetOrAdd(accountId, _ => new(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            var loaded = await Load(account, ct);
            if (!string.Equals(loaded.Grant.AccessToken, deadToken, StringComparison.Ordinal))
            {
                return new SourceAccount(accountId, account.OpenId, loaded.Grant.AccessToken); // somebody was quicker
            }

            var refreshed = Capability<IOAuthGrant>(accountId) is { } grants
                ? await grants.Refresh(loaded.Grant, ct)
                : NoCapability.Failure(accountId, typeof(IOAuthGrant));
            if (refreshed.Ok)
            {
                Log.Refreshed(log, accountId, refreshed.Value.AccessExpiresAt);
                var saved = await Save(account, loaded, refreshed.Value with { AccessSince = time.GetUtcNow() }, null, ct);
                return new SourceAccount(accountId, account.OpenId, saved.Grant.AccessToken);
            }

            var failure = refreshed.Failure!;
            if (failure.Kind is FailureKind.AuthExpired or FailureKind.Forbidden or FailureKind.Rejected)
            {
                Log.GrantLost(log, accountId, failure.Code);
                await Save(account, loaded, loaded.Grant, Reason.GrantEnded(failure.ToReason()), ct);
                return Unusable(failure.ToReason());
            }

            // Asking for a token again is harmless, so this passes by itself; the call it was for was not carried out.
            return failure with { Kind = FailureKind.AuthExpired };
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task RenewRefreshToken(AccountOptions account, CancellationToken ct)
    {
        var loaded = await Load(account, ct);
        if (WhyUnusable(account, loaded) is not null || loaded.Grant.RefreshExpiresAt - time.GetUtcNow() > RenewRefreshBefore)
        {
            return;
        }

        var renewed = await Capability<IOAuthGrant>(account.Id)!.Renew(loaded.Grant, ct);
        if (renewed.Ok)
        {
            await Save(account, loaded, renewed.Value, null, ct);
        }
        else
        {
            Log.RenewFailed(log, account.Id, loaded.Grant.RefreshExpiresAt, renewed.Failure!.Code);
        }
    }

    private async Task<Loaded> Load(AccountOptions account, CancellationToken ct)
    {
        var row = await rows.Find(Tables.Accounts, Partition, account.Id, ct);
        var loaded = Usable(account, row) ?? await Save(account, new(null!, null!, row?.Version), Seeded(account), null, ct);
        remembered[account.Id] = (loaded, TimeMark.Now(time));
        return loaded;
    }

    /// <summary>What is stored, unless other tokens are configured since, or it cannot be decrypted.</summary>
    private Loaded? Usable(AccountOptions account, Row? row)
    {
        var state = row is null ? null : JsonSerializer.Deserialize(row.Payload, AccountJson.Plain.AccountState)!;
        return state is not null && string.Equals(state.Seed, SeedOf(account), StringComparison.Ordinal) && TryUnprotect(state.Grant, out var grant)
            ? new Loaded(state, grant, row!.Version)
            : null;
    }

    private async Task<Loaded> Save(AccountOptions account, Loaded before, Grant grant, Reason? pausedBecause, CancellationToken ct)
    {
        var state = new AccountState(Schema, protector.Protect(JsonSerializer.Serialize(grant)), SeedOf(account), pausedBecause, time.GetUtcNow());
        var row = new Row(Partition, account.Id, JsonSerializer.Serialize(state, AccountJson.Plain.AccountState)) { Version = before.Version ?? "" };
        var result = await rows.Commit(Tables.Accounts, Partition, [before.Version is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], ct);
        if (!result.Committed)
        {
            return await Load(account, ct); // another instance renewed it in the meantime: its tokens are the newer ones
        }

        var saved = new Loaded(state, grant, result.Versions![0]);
        remembered[account.Id] = (saved, TimeMark.Now(time));
        return saved;
    }

    /// <summary>The configuration does not say when its tokens end: assume full lives, and let a dead one be found out by its first call.</summary>
    private Grant Seeded(AccountOptions a) =>
        new(a.OpenId, a.AccessToken, time.GetUtcNow() + AssumedAccessLife, a.RefreshToken, time.GetUtcNow() + AssumedRefreshLife, []);

    private bool TryUnprotect(string text, out Grant grant)
    {
        try
        {
            grant = JsonSerializer.Deserialize<Grant>(protector.Unprotect(text))!;
            return true;
        }
        catch (CryptographicException)
        {
            // The key ring was lost: begin again from the configured tokens.
            Log.GrantUnreadable(log);
            grant = null!;
            return false;
        }
    }

    private static string SeedOf(AccountOptions a) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(a.OpenId + "\n" + a.AccessToken + "\n" + a.RefreshToken))[..8]);

    private static Failure Unusable(Reason why) => Failure.Ours(FailureKind.AuthExpired, "account", why, TimeSpan.FromMinutes(1));

    private sealed record Loaded(AccountState State, Grant Grant, string? Version);

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Information, "Account {Account}: access token renewed, good until {ExpiresAt}")]
        public static partial void Refreshed(ILogger log, string account, DateTimeOffset expiresAt);

        [LoggerMessage(1105, LogLevel.Information, "Account {Account} was connected; its access token is good until {ExpiresAt}")]
        public static partial void Connected(ILogger log, string account, DateTimeOffset expiresAt);

        [LoggerMessage(1102, LogLevel.Error, "Account {Account}: the grant is lost ({Code}); the account is paused until it is connected again")]
        public static partial void GrantLost(ILogger log, string account, string code);

        [LoggerMessage(1103, LogLevel.Warning, "Account {Account}: the refresh token ends {ExpiresAt} and could not be renewed ({Code}); connect the account again before that")]
        public static partial void RenewFailed(ILogger log, string account, DateTimeOffset expiresAt, string code);

        [LoggerMessage(1104, LogLevel.Warning, "Stored tokens cannot be decrypted (was the key ring lost?); the configured ones are used")]
        public static partial void GrantUnreadable(ILogger log);
    }
}
