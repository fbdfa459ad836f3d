namespace Funnel.Storage;

/// <summary>
/// The limits of <see cref="IRows"/>, checked by every adapter before it touches its store, so that what is refused does not depend on
/// where the rows are kept. Messages name the change and the limit, never a key or a value: those may be personal data.
/// </summary>
public static class RowRules
{
    /// <summary>Most changes in one commit (an entity-group transaction of Table Storage).</summary>
    public const int MaxChanges = 100;

    /// <summary>Most rows on a page (Table Storage).</summary>
    public const int MaxPageRows = 1_000;

    /// <summary>
    /// A page of <see cref="IRows.Query"/> ends early when its payloads together pass this many characters, so that a page of large rows
    /// cannot fill the memory.
    /// </summary>
    public const int MaxPageChars = 2_000_000;

    /// <summary>Most columns of a row. With the largest payload and 64 columns of 1,000 characters an entity is 928 KB: under 1 MiB.</summary>
    public const int MaxColumns = 64;

    /// <summary>Longest column name, in characters.</summary>
    public const int MaxColumnNameChars = 64;

    /// <summary>Longest column value, in characters.</summary>
    public const int MaxColumnChars = 1_000;

    /// <summary>
    /// Payloads, column names and values of one commit together. Table Storage takes 4 MiB a batch, a character takes up to 6 bytes in
    /// its JSON, and 100 operations need about 400 KiB around them.
    /// </summary>
    public const int MaxCommitChars = 600_000;

    /// <summary>Checks where a row lives.</summary>
    /// <exception cref="ArgumentException">The table's name or a key is not one that every adapter can hold.</exception>
    public static void CheckAddress(string table, string partition, string key)
    {
        CheckPartition(table, partition);
        CheckKey(key, "The row key", nameof(key));
    }

    /// <summary>Checks the arguments of <see cref="IRows.Query"/>. Bounds may be any text: a prefix's end can be half a surrogate pair.</summary>
    /// <exception cref="ArgumentException">A name, key or bound is not one that every adapter can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="take"/> is not 1–1,000.</exception>
    public static void CheckQuery(string table, string partition, KeyRange range, int take)
    {
        CheckPartition(table, partition);
        CheckBound(range.From, nameof(range));
        CheckBound(range.Before, nameof(range));
        CheckTake(take);
    }

    /// <summary>Checks the arguments of <see cref="IRows.QueryKey"/>.</summary>
    /// <inheritdoc cref="CheckQuery" path="/exception"/>
    public static void CheckQueryKey(string table, string key, int take)
    {
        CheckTable(table);
        CheckKey(key, "The row key", nameof(key));
        CheckTake(take);
    }

    /// <summary>Checks a whole commit. See <see cref="IRows.Commit"/>.</summary>
    /// <exception cref="ArgumentException">See <see cref="IRows.Commit"/>; the message names the index of the change.</exception>
    public static void CheckCommit(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        CheckPartition(table, partition);
        ArgumentNullException.ThrowIfNull(changes);
        if (changes.Count is 0 or > MaxChanges)
        {
            throw new ArgumentException($"A commit holds 1 to {MaxChanges} changes, this one {changes.Count}.", nameof(changes));
        }

        CheckEachRowOnce(changes);
        var chars = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            chars += CheckChange(partition, changes[i], i);
        }

        if (chars > MaxCommitChars)
        {
            throw new ArgumentException(
                $"The payloads and columns of a commit hold at most {MaxCommitChars} characters together, these {chars}: commit in parts.",
                nameof(changes));
        }
    }

    private static void CheckEachRowOnce(IReadOnlyList<RowChange> changes)
    {
        if (changes.Count == 1)
        {
            return;
        }

        var keys = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            if (!keys.Add(changes[i].Key))
            {
                throw new ArgumentException($"Change {i} names a row that an earlier change of the same commit names already.", nameof(changes));
            }
        }
    }

    private static int CheckChange(string partition, RowChange change, int index)
    {
        switch (change)
        {
            case RowChange.Insert insert:
                return CheckRow(partition, insert.Row, index);
            case RowChange.Put put:
                return CheckRow(partition, put.Row, index);
            case RowChange.Replace replace:
                RequireVersion(replace.Row.Version, index);
                return CheckRow(partition, replace.Row, index);
            case RowChange.Delete delete:
                RequireVersion(delete.Version ?? "none", index);
                CheckKey(delete.RowKey, $"The row key of change {index}", "changes");
                return 0;
            default:
                throw new ArgumentException($"Change {index} is of an unknown kind.");
        }
    }

    private static void RequireVersion(string version, int index)
    {
        if (version.Length == 0)
        {
            throw new ArgumentException($"Change {index} expects an empty version: pass the one that was read, or use Insert or Put.");
        }
    }

    private static int CheckRow(string partition, Row row, int index)
    {
        if (!string.Equals(row.Partition, partition, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The row of change {index} is of another partition than the commit.");
        }

        CheckKey(row.Key, $"The row key of change {index}", "changes");
        if (row.Payload.Length > Row.MaxPayloadChars)
        {
            throw new ArgumentException(
                $"The payload of change {index} has {row.Payload.Length} characters; a row holds at most {Row.MaxPayloadChars}.");
        }

        StorageText.RequireWellFormed(row.Payload, $"The payload of change {index}", "changes");
        return row.Payload.Length + ColumnRules.Check(row.Columns, index);
    }

    private static void CheckPartition(string table, string partition)
    {
        CheckTable(table);
        CheckKey(partition, "The partition key", nameof(partition));
    }

    private static void CheckTable(string table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!StorageText.IsName(table, hyphens: false))
        {
            throw new ArgumentException("A table's name is 3–63 lower-case letters and digits, beginning with a letter.", nameof(table));
        }
    }

    private static void CheckTake(int take)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MaxPageRows);
    }

    private static void CheckKey(string key, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        if (key.Length is 0 or > Row.MaxKeyChars)
        {
            throw new ArgumentException($"{what} has {key.Length} characters; it must have 1 to {Row.MaxKeyChars}.", parameter);
        }

        StorageText.RequireWellFormed(key, what, parameter);
    }

    private static void CheckBound(string? bound, string parameter)
    {
        if (bound?.Length > Row.MaxKeyChars)
        {
            throw new ArgumentException($"A bound of a key range has {bound.Length} characters; it has at most {Row.MaxKeyChars}.", parameter);
        }
    }
}
