using System.Security.Cryptography;
using System.Text;
using Funnel.Configuration;
using Funnel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Funnel.Leads;

/// <summary>
/// Issues and reads lead tokens with the deployment's key: the configured one, or one that was made at the first start and is stored encrypted.
/// Links already handed out carry it. So the store keeps a fingerprint of it, and whoever comes with another key, and does not say that it was changed, is turned away:
/// arrivals would be nobody's.
/// </summary>
public sealed class TokenIssuer(IOptions<FunnelOptions> options, IRows rows, IDataProtectionProvider protection)
{
    private const string Partition = "secrets";
    private const string Key = "token-key";
    private const string Fingerprint = "token-key-fingerprint";
    private const int FingerprintBytes = 8;

    private readonly IDataProtector protector = protection.CreateProtector("Funnel.TokenKey.v1");
    private readonly LeadToken[] earlier = [.. options.Value.EarlierTokenKeys.Select(k => new LeadToken(Encoding.UTF8.GetBytes(k)))];
    private LeadToken? token;
    private byte[] own = [];

    /// <summary>Whether <see cref="Prepare"/> has got through.</summary>
    public bool IsChecked { get; private set; }

    /// <summary>Loads or makes the key, and compares it with the store's. Called before the host starts working.</summary>
    /// <exception cref="SettingsException">The store was worked on with another key.</exception>
    /// <exception cref="StorageException">The store does not answer, or its key cannot be decrypted.</exception>
    public async Task Prepare(CancellationToken ct)
    {
        if (IsChecked)
        {
            return;
        }

        var key = options.Value.TokenKey is { Length: > 0 } configured ? Encoding.UTF8.GetBytes(configured) : await Stored(ct);
        (token, own) = (new(key), key);
        await Compare(Print(key), ct);
        IsChecked = true;
    }

    /// <summary>Keys derived from the deployment's for another purpose: from the present one first, then from those that were given up.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Prepare"/> was not called.</exception>
    public IReadOnlyList<byte[]> KeysFor(string purpose) => Ready is null ? [] :
        [.. options.Value.EarlierTokenKeys.Select(Encoding.UTF8.GetBytes).Prepend(own).Select(key => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"key:{purpose}")))];

    public string Issue(TokenKind kind, LeadId id) => Ready.Issue(kind, id);

    /// <inheritdoc cref="LeadToken.TryRead"/>
    public bool TryRead(TokenKind kind, string? text, out LeadId id)
    {
        if (Ready.TryRead(kind, text, out id))
        {
            return true;
        }

        foreach (var key in earlier)
        {
            if (key.TryRead(kind, text, out id))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keyed hashes of a text (<see cref="LeadToken.Hash"/>): by the key of now, under which new ones are stored, then by each earlier key.</summary>
    public IEnumerable<string> Hashes(string purpose, string text) => earlier.Prepend(Ready).Select(k => k.Hash(purpose, text));

    private LeadToken Ready => token ?? throw new InvalidOperationException("Prepare was not called");

    private static string Print(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "Funnel.TokenKey.fingerprint.v1"u8)[..FingerprintBytes]);

    private async Task<byte[]> Stored(CancellationToken ct)
    {
        if (await rows.Find(Tables.Accounts, Partition, Key, ct) is null)
        {
            var made = protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await rows.Commit(Tables.Accounts, Partition, [new RowChange.Insert(new Row(Partition, Key, StoredJson.Text(made)))], ct);
        }

        var row = await rows.Find(Tables.Accounts, Partition, Key, ct);
        try
        {
            return Convert.FromBase64String(protector.Unprotect(StoredJson.Text(row!)));
        }
        catch (CryptographicException e)
        {
            throw new StorageException("the stored token key cannot be decrypted because the key ring was lost: restore it, or configure tokenKey (links handed out before will not be recognised)", e);
        }
    }

    private async Task Compare(string print, CancellationToken ct)
    {
        var row = await rows.Find(Tables.Accounts, Partition, Fingerprint, ct);
        if (row is not null && string.Equals(StoredJson.Text(row), print, StringComparison.Ordinal))
        {
            return;
        }

        if (row is not null && !options.Value.EarlierTokenKeys.Select(k => Print(Encoding.UTF8.GetBytes(k))).Contains(StoredJson.Text(row), StringComparer.Ordinal))
        {
            throw new SettingsException(["tokenKey: is not the key with which this storage was worked on before: people who come by links that were handed out would be nobody's. "
                + "Give the former key; or, if it was changed on purpose, name the former one in earlierTokenKeys, so that its links are still believed"]);
        }

        var now = new Row(Partition, Fingerprint, StoredJson.Text(print)) { Version = row?.Version ?? "" };
        if (!(await rows.Commit(Tables.Accounts, Partition, [row is null ? new RowChange.Insert(now) : new RowChange.Replace(now)], ct)).Committed)
        {
            await Compare(print, ct); // another process was quicker, perhaps with another key
        }
    }
}
