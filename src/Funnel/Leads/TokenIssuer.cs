using System.Security.Cryptography;
using System.Text;
using Funnel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Funnel.Leads;

/// <summary>
/// Issues and reads lead tokens with the deployment's key: the configured one, or one that was made at the first start and is stored encrypted.
/// Links already handed out carry it, so it is never changed.
/// </summary>
public sealed class TokenIssuer(IOptions<FunnelOptions> options, IRows rows, IDataProtectionProvider protection)
{
    private const string Partition = "secrets";
    private const string Key = "token-key";

    private readonly IDataProtector protector = protection.CreateProtector("Funnel.TokenKey.v1");
    private LeadToken? token;

    /// <summary>Loads or makes the key. Called once before the host starts working.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        if (options.Value.TokenKey is { Length: > 0 } configured)
        {
            token = new(Encoding.UTF8.GetBytes(configured));
            return;
        }

        if (await rows.Find(Tables.Accounts, Partition, Key, ct) is null)
        {
            var made = protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            await rows.Commit(Tables.Accounts, Partition, [new RowChange.Insert(new Row(Partition, Key, StoredJson.Text(made)))], ct);
        }

        var row = await rows.Find(Tables.Accounts, Partition, Key, ct);
        try
        {
            token = new(Convert.FromBase64String(protector.Unprotect(StoredJson.Text(row!))));
        }
        catch (CryptographicException e)
        {
            throw new StorageException("the stored token key cannot be decrypted because the key ring was lost: restore it, or configure tokenKey (links handed out before will not be recognised)", e);
        }
    }

    public string Issue(TokenKind kind, LeadId id) => Ready.Issue(kind, id);

    /// <inheritdoc cref="LeadToken.TryRead"/>
    public bool TryRead(TokenKind kind, string? text, out LeadId id) => Ready.TryRead(kind, text, out id);

    private LeadToken Ready => token ?? throw new InvalidOperationException("Prepare was not called");
}
