using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Clocks;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Persons;

/// <summary>What is left of a person who was erased, or who had declined and was forgotten.</summary>
/// <param name="At">Nothing that the person did up to then is taken in any more.</param>
/// <param name="ForGood">Nor anything later: the person does not want to be written to.</param>
/// <param name="Finished">Whether the erasure is through.</param>
internal sealed record ErasedMark(int Schema, DateTimeOffset At, bool ForGood, bool Finished)
{
    public const int CurrentSchema = 1;
}

/// <summary>
/// Who was erased, by keyed hashes: comments of such a person that come once more (a page that is delivered late, a list that is read again) must open nothing, or they
/// would be answered a second time. A process remembers the set and looks every few seconds, while comments come, whether it has grown: one point read.
/// </summary>
public sealed class ErasedPeople(IRows rows, TokenIssuer tokens, TimeProvider time)
{
    internal const string Partition = "erased";
    internal const string MarkPrefix = "p|";
    private const string HeadKey = "head";
    private const string Purpose = "erased";
    private const int Races = 20;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<Known>? known;
    private volatile Known? latest;
    private TimeMark readAt;

    /// <summary>So long after it was written every process that works on comments knows of a mark, a read that takes long included.</summary>
    public static TimeSpan KnownEverywhereAfter { get; } = TimeSpan.FromSeconds(15);

    /// <summary>The hash under which a person is marked.</summary>
    public string HashOf(string personId) => HashesOf(personId).First();

    /// <summary>Who is marked, as far as this process knows: at most some seconds old.</summary>
    public async ValueTask<ErasedSet> Now(CancellationToken ct) => new((await Current().WaitAsync(ct)).Marks, HashesOf);

    /// <summary>The mark of a person; null when there is none.</summary>
    internal async Task<(ErasedMark Mark, string Hash)?> Find(string personId, CancellationToken ct)
    {
        foreach (var hash in HashesOf(personId))
        {
            if (await rows.Find(Tables.Accounts, Partition, MarkPrefix + hash, ct) is { } row)
            {
                return (Read(row), hash);
            }
        }

        return null;
    }

    /// <summary>Writes a mark, with whatever else belongs into the same commit. A later mark keeps what an earlier one said for good.</summary>
    /// <returns>Its hash.</returns>
    internal async Task<string> Mark(string personId, DateTimeOffset at, bool forGood, bool finished, CancellationToken ct, params IReadOnlyList<RowChange> also)
    {
        var hash = HashOf(personId);
        for (var tries = 0; tries < Races; tries++)
        {
            var before = await rows.Find(Tables.Accounts, Partition, MarkPrefix + hash, ct);
            var earlier = before is null ? null : Read(before);
            var mark = new ErasedMark(ErasedMark.CurrentSchema, earlier?.At > at ? earlier.At : at, forGood || earlier is { ForGood: true }, finished);
            var row = new Row(Partition, MarkPrefix + hash, JsonSerializer.Serialize(mark, ErasedJson.Plain.ErasedMark)) { Version = before?.Version ?? "" };
            RowChange change = before is null ? new RowChange.Insert(row) : new RowChange.Replace(row);
            if ((await rows.Commit(Tables.Accounts, Partition, [change, Head(), .. also], ct)).Committed)
            {
                Reread(); // here it is known at once
                return hash;
            }
        }

        throw new StorageException($"a mark of an erasure: {Races} commits in a row lost their race");
    }

    /// <summary>
    /// Takes back that a person is not to be answered for good. What they did before the erasure stays what it was: taken in no more. Idempotent.
    /// </summary>
    /// <returns>The mark as it was; null when nothing stood in their way.</returns>
    internal async Task<ErasedMark?> AnswerAgain(string personId, CancellationToken ct)
    {
        for (var tries = 0; tries < Races; tries++)
        {
            if (await Find(personId, ct) is not ({ ForGood: true } mark, var hash) || await rows.Find(Tables.Accounts, Partition, MarkPrefix + hash, ct) is not { } row)
            {
                return null;
            }

            var next = row with { Payload = JsonSerializer.Serialize(Read(row) with { ForGood = false }, ErasedJson.Plain.ErasedMark) };
            if ((await rows.Commit(Tables.Accounts, Partition, [new RowChange.Replace(next), Head()], ct)).Committed)
            {
                Reread();
                return mark;
            }
        }

        throw new StorageException($"a mark of an erasure: {Races} commits in a row lost their race");
    }

    /// <summary>Removes marks that are older than their keeping time. Those that are for good stay.</summary>
    internal async Task Forget(DateTimeOffset before, CancellationToken ct)
    {
        var old = new List<RowChange>();
        await foreach (var row in rows.QueryAll(Tables.Accounts, Partition, KeyRange.Prefix(MarkPrefix), ct))
        {
            if (Read(row) is { Finished: true, ForGood: false } mark && mark.At < before)
            {
                old.Add(new RowChange.Delete(row.Key, row.Version));
            }
        }

        await rows.CommitEach(Tables.Accounts, Partition, old, ct);
    }

    internal static ErasedMark Read(Row row) => JsonSerializer.Deserialize(row.Payload, ErasedJson.Plain.ErasedMark)!;

    private RowChange Head() => new RowChange.Put(new Row(Partition, HeadKey, time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture)));

    private void Reread()
    {
        lock (gate)
        {
            readAt = default;
        }
    }

    /// <summary>Who comes at the same time waits for the same read; one that failed is made again.</summary>
    private Task<Known> Current()
    {
        lock (gate)
        {
            if (known is null or { IsFaulted: true } || (known.IsCompleted && readAt.Age(time) >= Remembered))
            {
                readAt = TimeMark.Now(time);
                known = Read(latest);
            }

            return known;
        }
    }

    private IEnumerable<string> HashesOf(string personId) => tokens.Hashes(Purpose, personId);

    // Nobody's token: others may wait for the same read.
    private async Task<Known> Read(Known? before)
    {
        var head = (await rows.Find(Tables.Accounts, Partition, HeadKey, CancellationToken.None))?.Version ?? "";
        if (string.Equals(head, before?.Version, StringComparison.Ordinal))
        {
            return before!;
        }

        var marks = new Dictionary<string, ErasedMark>(StringComparer.Ordinal);
        await foreach (var row in rows.QueryAll(Tables.Accounts, Partition, KeyRange.Prefix(MarkPrefix), CancellationToken.None))
        {
            marks[row.Key[MarkPrefix.Length..]] = Read(row);
        }

        return latest = new(marks.ToFrozenDictionary(StringComparer.Ordinal), head);
    }

    private sealed record Known(FrozenDictionary<string, ErasedMark> Marks, string Version);
}

/// <summary>Who is marked.</summary>
public readonly struct ErasedSet
{
    private readonly FrozenDictionary<string, ErasedMark> marks;
    private readonly Func<string, IEnumerable<string>> hashes;

    internal ErasedSet(FrozenDictionary<string, ErasedMark> marks, Func<string, IEnumerable<string>> hashes) => (this.marks, this.hashes) = (marks, hashes);

    /// <summary>Whether what the person did at a time is not to be taken in any more.</summary>
    public bool Has(string personId, DateTimeOffset at)
    {
        if (marks is not { Count: > 0 })
        {
            return false;
        }

        foreach (var hash in hashes(personId))
        {
            if (marks.TryGetValue(hash, out var mark) && (mark.ForGood || at <= mark.At))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>JSON of the marks.</summary>
[JsonSerializable(typeof(ErasedMark))]
internal sealed partial class ErasedJson : JsonSerializerContext
{
    public static ErasedJson Plain { get; } = new(StoredJson.Options());
}
