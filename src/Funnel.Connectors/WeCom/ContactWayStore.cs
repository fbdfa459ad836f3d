using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Which contact code was made for which token: a code made by the API is shown nowhere else, and whoever loses its id can never delete it. Tokens are kept as hashes alone, so that
/// the rows name nobody.
/// </summary>
internal sealed class ContactWayStore(IRows rows)
{
    private const string Partition = "contact-ways";
    private const string ByToken = "t|";
    private const string ByEnd = "e|";

    public async Task<ContactWay?> Find(string token, CancellationToken ct) =>
        await rows.Find(Tables.Accounts, Partition, ByToken + Hash(token), ct) is { } row ? Read(row) : null;

    /// <summary>Keeps a code until then, unless there is one for this token.</summary>
    /// <returns>The one that is kept.</returns>
    public async Task<ContactWay> Keep(string token, ContactWay way, DateTimeOffset until, CancellationToken ct)
    {
        var (hash, text) = (Hash(token), JsonSerializer.Serialize(new ContactWayDocument(1, way.ConfigId, way.QrCode.AbsoluteUri), ContactWayJson.Default.ContactWayDocument));
        var commit = await rows.Commit(
            Tables.Accounts, Partition, [new RowChange.Insert(new(Partition, ByToken + hash, text)), new RowChange.Put(new(Partition, EndKey(until) + "|" + hash, text))], ct);
        return commit.Committed ? way : await Find(token, ct) ?? way;
    }

    /// <summary>Codes whose time is over, the oldest first.</summary>
    public async Task<IReadOnlyList<OldContactWay>> Over(DateTimeOffset now, int most, CancellationToken ct)
    {
        var page = await rows.Query(Tables.Accounts, Partition, new KeyRange(ByEnd, EndKey(now)), most, continuation: null, ct);
        return [.. page.Rows.Select(r => new OldContactWay(r.Key, r.Key[(r.Key.LastIndexOf('|') + 1)..], Read(r)?.ConfigId ?? ""))];
    }

    /// <summary>Forgets one. Idempotent.</summary>
    public async Task Forget(OldContactWay over, CancellationToken ct) =>
        await rows.Commit(Tables.Accounts, Partition, [new RowChange.Delete(over.Key), new RowChange.Delete(ByToken + over.Hash)], ct);

    private static string EndKey(DateTimeOffset at) => ByEnd + at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>128 bits of the token's hash: a token holds a code of 47 bits that only we can make, so it cannot be tried out for a person.</summary>
    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16));

    private static ContactWay? Read(Row row) => JsonSerializer.Deserialize(row.Payload, ContactWayJson.Default.ContactWayDocument) is { ConfigId.Length: > 0 } kept
        && Uri.TryCreate(kept.QrCode, UriKind.Absolute, out var code) ? new(kept.ConfigId, code) : null;
}

/// <param name="Key">Key of its row.</param>
/// <param name="Hash">Of the token.</param>
internal sealed record OldContactWay(string Key, string Hash, string ConfigId);

/// <summary>A contact code as it is stored.</summary>
/// <param name="Schema">1.</param>
/// <param name="QrCode">Address of the picture.</param>
internal sealed record ContactWayDocument(int Schema, string ConfigId, string QrCode);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ContactWayDocument))]
internal sealed partial class ContactWayJson : JsonSerializerContext;
