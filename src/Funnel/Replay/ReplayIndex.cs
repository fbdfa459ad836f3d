using System.Globalization;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Replay;

/// <summary>Which replays there are, the newest first, which of them are open, and whose a key is: rows of one partition, so that a replay comes into all of them at once.</summary>
internal sealed class ReplayIndex(IRows rows)
{
    public const int IdLength = 24;

    private const string Partition = "index";
    private const string Known = "r|";
    private const string Open = "o|";
    private const string Keys = "k|";
    private const long LastMoment = 0xFFFF_FFFF_FFFF;

    /// <summary>An id that sorts before those of earlier replays.</summary>
    public static string NewId(DateTimeOffset now) => Beginning(now) + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Adds a replay.</summary>
    /// <param name="key">Hash of its key, and of what it asks for.</param>
    /// <returns>Whose the key is, when it is another's: nothing was added then.</returns>
    public async Task<ReplayKey?> Add(string id, (string Hash, string Body)? key, CancellationToken ct)
    {
        List<RowChange> changes = [new RowChange.Put(Row(Known + id, "{}")), new RowChange.Put(Row(Open + id, "{}"))];
        if (key is { } given)
        {
            changes.Add(new RowChange.Insert(Row(Keys + given.Hash, JsonSerializer.Serialize(new ReplayKey(id, given.Body), ReplayJson.Plain.ReplayKey))));
        }

        if ((await rows.Commit(Tables.Replays, Partition, changes, ct)).Committed)
        {
            return null;
        }

        // The conflict may be our own write whose answer was lost.
        var owner = await FindKey(key!.Value.Hash, ct) ?? throw new StorageException("a key was taken and given up at once: ask again");
        return string.Equals(owner.Replay, id, StringComparison.Ordinal) ? null : owner;
    }

    public async Task<ReplayKey?> FindKey(string hash, CancellationToken ct) =>
        await rows.Find(Tables.Replays, Partition, Keys + hash, ct) is { } row ? JsonSerializer.Deserialize(row.Payload, ReplayJson.Plain.ReplayKey) : null;

    /// <summary>Ids of those that nobody has ended yet.</summary>
    public async Task<IReadOnlyList<string>> OpenOnes(CancellationToken ct) =>
        await rows.QueryAll(Tables.Replays, Partition, KeyRange.Prefix(Open), ct).Select(r => r.Key[Open.Length..]).ToListAsync(ct);

    /// <summary>It has ended. Idempotent.</summary>
    public async Task Close(string id, CancellationToken ct) => await rows.Commit(Tables.Replays, Partition, [new RowChange.Delete(Open + id)], ct);

    /// <summary>Ids, the newest first.</summary>
    /// <param name="after">Only those that come after this one; null for all.</param>
    public async Task<IReadOnlyList<string>> Recent(string? after, int take, CancellationToken ct) =>
        [.. (await rows.Query(Tables.Replays, Partition, new KeyRange(Known + after + (after is null ? "" : "0"), KeyRange.Prefix(Known).Before), take, null, ct)).Rows.Select(r => r.Key[Known.Length..])];

    /// <summary>Ids of those that were asked for before a moment.</summary>
    public Task<IReadOnlyList<string>> Before(DateTimeOffset moment, int take, CancellationToken ct) => Recent(Beginning(moment), take, ct);

    /// <summary>Forgets one with its key.</summary>
    public async Task Remove(string id, string? key, CancellationToken ct)
    {
        string[] its = key is null ? [Known + id, Open + id] : [Known + id, Open + id, Keys + key];
        await rows.Commit(Tables.Replays, Partition, [.. its.Select(k => new RowChange.Delete(k))], ct);
    }

    private static string Beginning(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{LastMoment - Math.Clamp(at.ToUnixTimeMilliseconds(), 0, LastMoment):x12}");

    private static Row Row(string key, string payload) => new(Partition, key, payload);
}
