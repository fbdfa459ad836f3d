using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Intake.Handed;

/// <summary>Ids of comments under one video that were handed to us, as 8 byte hashes.</summary>
internal sealed record HandedBlock(int Schema, byte[] Ids)
{
    public const int CurrentSchema = 1;
}

/// <summary>
/// Remembers which comments were handed to us, for good, so that the same file may come again whenever it likes. Blocks of a thousand hashes a row, by video, beside the
/// pages of the account, so that a page and the memory of it are one commit. One that was counted and not answered is remembered otherwise: it may still be answered.
/// </summary>
internal sealed class HandedMemory
{
    internal const string Prefix = ":seen:";
    private const int PerBlock = 1_000;

    private readonly string account;
    private readonly string prefix;
    private readonly HashSet<ulong> known = [];
    private readonly List<ulong> last = [];
    private int number;
    private string? version;
    private bool isChanged;

    private HandedMemory(string account, string video) =>
        (this.account, prefix) = (account, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Fnv1a.Hash64(video):x16}:"));

    internal static bool IsBlock(Row row) => row.Key.StartsWith(Prefix, StringComparison.Ordinal);

    public static async Task<HandedMemory> Load(IRows rows, string account, string video, CancellationToken ct)
    {
        var memory = new HandedMemory(account, video);
        await foreach (var row in rows.QueryAll(Tables.Videos, account, KeyRange.Prefix(memory.prefix), ct))
        {
            var ids = MemoryMarshal.Cast<byte, ulong>(JsonSerializer.Deserialize(row.Payload, IntakeJson.Plain.HandedBlock)!.Ids).ToArray();
            memory.known.UnionWith(ids);
            memory.last.Clear();
            memory.last.AddRange(ids);
            (memory.number, memory.version) = (int.Parse(row.Key.AsSpan(memory.prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture), row.Version);
        }

        return memory;
    }

    /// <summary>Whether it was handed over before; or was, and only counted.</summary>
    public (bool Known, bool OnlyCounted) Of(string commentId)
    {
        var hash = Fnv1a.Hash64(commentId);
        return (known.Contains(hash), known.Contains(~hash));
    }

    /// <summary>Remembers one; <see cref="Changes"/> stores it.</summary>
    public void Add(string commentId, bool onlyCounted)
    {
        var hash = Fnv1a.Hash64(commentId);
        known.Add(onlyCounted ? ~hash : hash);
        last.Add(onlyCounted ? ~hash : hash);
        isChanged = true;
    }

    /// <summary>What stores all that was added: nothing when nothing was. Lost when somebody else added to the same video meanwhile.</summary>
    public IEnumerable<RowChange> Changes()
    {
        for (var from = 0; isChanged && from < last.Count; from += PerBlock)
        {
            var row = ToRow(number + (from / PerBlock), last.GetRange(from, Math.Min(PerBlock, last.Count - from)));
            yield return from == 0 && version is not null ? new RowChange.Replace(row with { Version = version }) : new RowChange.Insert(row);
        }
    }

    private Row ToRow(int block, List<ulong> ids) => new(
        account, string.Create(CultureInfo.InvariantCulture, $"{prefix}{block:d6}"),
        JsonSerializer.Serialize(new HandedBlock(HandedBlock.CurrentSchema, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(ids)).ToArray()), IntakeJson.Plain.HandedBlock));
}
