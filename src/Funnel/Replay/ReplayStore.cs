using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Replay;

/// <summary>A replay with the version under which it is stored.</summary>
internal sealed record StoredReplay(ReplayHead Head, string Version);

/// <summary>Whose results begin after a row, and where the next page begins.</summary>
/// <param name="Next">Null when these are the last that there are so far.</param>
public sealed record ReplayItemPage(IReadOnlyList<ReplayItem> Items, string? Next);

/// <summary>
/// The rows of replays. A replay and its results are one partition, so that results and how far it is commit together; <see cref="ReplayIndex"/> tells which there are.
/// </summary>
internal sealed class ReplayStore(IRows rows)
{
    private const string HeadKey = "head";
    internal const string ItemPrefix = "i";

    /// <summary>Most rows of results in one commit, beside the head.</summary>
    public const int MostRows = 90;

    /// <summary>All people of a slice may have much to tell; in one commit there is room for less than twice this.</summary>
    private const int MostChars = 300_000;

    /// <exception cref="StorageException">A newer version wrote it.</exception>
    public async Task<StoredReplay?> Find(string id, CancellationToken ct) =>
        id.Length == ReplayIndex.IdLength && id.All(char.IsAsciiLetterOrDigit) && await rows.Find(Tables.Replays, id, HeadKey, ct) is { } row ? new(Read(row), row.Version) : null;

    /// <summary>Writes a replay that is new.</summary>
    public async Task Insert(ReplayHead head, CancellationToken ct) => await rows.Commit(Tables.Replays, head.Id, [new RowChange.Put(ToRow(head))], ct);

    /// <summary>Writes how far it is, with the results that came of that.</summary>
    /// <returns>Null when it is no longer as it was read: nothing was written.</returns>
    public async Task<StoredReplay?> Write(StoredReplay read, ReplayHead head, IReadOnlyList<ReplayResults> results, CancellationToken ct)
    {
        var added = results.Select((r, i) => new RowChange.Insert(new Row(head.Id, ItemKey(read.Head.Rows + i), JsonSerializer.Serialize(r, ReplayJson.Plain.ReplayResults))));
        head = head with { Rows = read.Head.Rows + results.Count };
        var result = await rows.Commit(Tables.Replays, head.Id, [new RowChange.Replace(ToRow(head) with { Version = read.Version }), .. added], ct);
        return result.Versions is { } versions ? new(head, versions[0]) : null;
    }

    /// <summary>Whether results fit into one commit with those that are to be written already.</summary>
    public static bool HasRoom(IReadOnlyList<ReplayResults> results) =>
        results.Count < MostRows && results.Sum(r => r.Items.Sum(i => (i.Text?.Length ?? 0) + (i.With?.Sum(w => w.Length) ?? 0) + 500)) < MostChars;

    /// <summary>Results in the order in which they came.</summary>
    /// <param name="after">From the page before; null for the first.</param>
    /// <param name="take">Rows; each has the results of one person.</param>
    public async Task<ReplayItemPage> Items(string id, string? after, int take, CancellationToken ct)
    {
        var from = int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;
        var page = await rows.Query(Tables.Replays, id, new KeyRange(ItemKey(from), ItemPrefix + ":"), take, null, ct);
        var items = page.Rows.SelectMany(r => JsonSerializer.Deserialize(r.Payload, ReplayJson.Plain.ReplayResults)!.Items).ToList();
        return new(items, page.Continuation is null ? null : (from + page.Rows.Count).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Removes it with its results.</summary>
    public async Task Delete(string id, CancellationToken ct)
    {
        var all = await rows.QueryAll(Tables.Replays, id, KeyRange.All, ct).Select(r => new RowChange.Delete(r.Key)).ToListAsync(ct);
        await rows.CommitEach(Tables.Replays, id, all, ct);
    }

    /// <summary>The same for what asks for the same, however it was written.</summary>
    public static string HashOf(ReplayRequest request) => Hash(JsonSerializer.Serialize(request, ReplayJson.Plain.ReplayRequest));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string ItemKey(int row) => string.Create(CultureInfo.InvariantCulture, $"{ItemPrefix}{row:D9}");

    private static ReplayHead Read(Row row)
    {
        var document = JsonSerializer.Deserialize(row.Payload, ReplayJson.Plain.ReplayDocument)!;
        return document.Schema == ReplayDocument.CurrentSchema
            ? document.Replay
            : throw new StorageException($"replay {row.Partition} has schema {document.Schema}; this version reads {ReplayDocument.CurrentSchema}. Run the version that wrote it.");
    }

    private static Row ToRow(ReplayHead head) =>
        new(head.Id, HeadKey, JsonSerializer.Serialize(new ReplayDocument(ReplayDocument.CurrentSchema, head), ReplayJson.Plain.ReplayDocument))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["State"] = head.State.ToString(), ["At"] = head.At.ToString("O", CultureInfo.InvariantCulture) },
        };
}
