namespace Funnel.Storage;

/// <summary>
/// One durable record: a JSON payload, plus a few columns that a person can read in a storage browser.
/// </summary>
/// <param name="Partition">Partition key: any Unicode text of 1–256 characters (no half surrogate pairs); adapters encode what their store forbids.</param>
/// <param name="Key">
/// Row key inside the partition: any Unicode text of 1–256 characters, ordered as <see cref="string.CompareOrdinal(string, string)"/> does, by
/// UTF-16 code units, whatever the store's own order is.
/// </param>
/// <param name="Payload">JSON text, at most <see cref="MaxPayloadChars"/> characters. Its shape and schema number belong to the typed store that writes it.</param>
public sealed record Row(string Partition, string Key, string Payload)
{
    /// <summary>Largest payload in UTF-16 characters that every adapter accepts (an entity of Table Storage holds 1 MiB).</summary>
    public const int MaxPayloadChars = 400_000;

    /// <summary>Longest partition or row key, in characters, before encoding.</summary>
    public const int MaxKeyChars = 256;

    /// <summary>
    /// Readable copies of a few payload values (stage, platform, video, times). Names are 1–64 ASCII letters, digits or '_', and none of
    /// <c>PartitionKey RowKey Timestamp Payload*</c> in any case. Values are text of at most 1,000 characters, 64 columns at most.
    /// Never the source of truth. Limits: <see cref="RowRules"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = NoColumns;

    /// <summary>The store's opaque version of this row; empty for a row that was not read from a store.</summary>
    public string Version { get; init; } = "";

    private static readonly Dictionary<string, string> NoColumns = [];
}

/// <summary>One change in an atomic batch. See <see cref="IRows.Commit"/>.</summary>
public abstract record RowChange
{
    private RowChange() { }

    /// <summary>The row key this change is about.</summary>
    public abstract string Key { get; }

    /// <summary>Writes a row that must not exist yet.</summary>
    public sealed record Insert(Row Row) : RowChange
    {
        public override string Key => Row.Key;
    }

    /// <summary>Overwrites a row that must still have the version in <see cref="Row.Version"/>.</summary>
    public sealed record Replace(Row Row) : RowChange
    {
        public override string Key => Row.Key;
    }

    /// <summary>Writes a row whatever is there. Only for rows that can be made again from others (indexes, counters of one writer).</summary>
    public sealed record Put(Row Row) : RowChange
    {
        public override string Key => Row.Key;
    }

    /// <summary>Removes a row. With a version the row must still have it; without one a missing row is fine.</summary>
    public sealed record Delete(string RowKey, string? Version = null) : RowChange
    {
        public override string Key => RowKey;
    }
}

/// <summary>A half-open range of row keys, in ordinal order.</summary>
/// <param name="From">First key that may be in the range, or null for the partition's start.</param>
/// <param name="Before">First key after the range, or null for the partition's end.</param>
public readonly record struct KeyRange(string? From, string? Before)
{
    public static KeyRange All => default;

    /// <summary>All keys that start with <paramref name="prefix"/> (1–256 characters, which must not end in U+FFFF).</summary>
    public static KeyRange Prefix(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new(prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]));
    }
}

/// <param name="Rows">The rows, by ascending key.</param>
/// <param name="Continuation">Opaque; pass it back for the next page. Null when the range is exhausted.</param>
public sealed record RowPage(IReadOnlyList<Row> Rows, string? Continuation);

/// <summary>What a commit came to.</summary>
/// <param name="Versions">New versions in the order of the changes (empty text for a delete), or null when nothing was written.</param>
/// <param name="ConflictAt">Index of the first change whose condition did not hold, when nothing was written.</param>
public readonly record struct CommitResult(IReadOnlyList<string>? Versions, int ConflictAt)
{
    public bool Committed => Versions is not null;

    public static CommitResult Done(IReadOnlyList<string> versions) => new(versions, -1);

    public static CommitResult Conflict(int at) => new(null, at);
}
