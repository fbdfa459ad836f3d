namespace Funnel.Storage;

/// <summary>
/// Durable rows, shaped like Table Storage: tables hold partitions, partitions hold rows in key order. The one place where state lives.
/// Faults of the store (unreachable, throttled for long) are thrown as <see cref="StorageException"/>; a lost race is a value.
/// </summary>
public interface IRows
{
    /// <summary>Reads one row, or null.</summary>
    ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct);

    /// <summary>Reads rows of one partition in ascending key order.</summary>
    /// <param name="take">Most rows on the page, 1–1,000. A page may be shorter, even empty, and still have a continuation.</param>
    /// <param name="continuation">From the page before of the same range; null for the first page.</param>
    ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct);

    /// <summary>
    /// Reads the rows that have one key, of all partitions of a table, in ascending order of the partitions. Reads through the whole table: for repairs alone.
    /// </summary>
    /// <param name="take">Most rows on the page, 1–1,000. A page may be shorter and still have a continuation.</param>
    /// <param name="continuation">From the page before; null for the first page.</param>
    ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct);

    /// <summary>
    /// Applies 1–100 changes to one partition: all, or none when a condition does not hold. Each row may be named once. A conflict can be
    /// the caller's own write, when a remote store's answer was lost and the adapter tried again: read, and see whose the row is.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// More than 100 changes, none, a row named twice or of another partition, an empty expected version, a key, payload or column over its
    /// limit, or more than <see cref="RowRules.MaxCommitChars"/> characters in all.
    /// </exception>
    ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct);
}

/// <summary>The tables of the product. Names fit Table Storage: 3–63 letters and digits.</summary>
public static class Tables
{
    /// <summary>A lead and its journal; partition = lead id.</summary>
    public const string Leads = "leads";

    /// <summary>Videos with their cursors; partition = account.</summary>
    public const string Videos = "videos";

    /// <summary>Accounts with their tokens, budgets, links; one partition each kind.</summary>
    public const string Accounts = "accounts";

    /// <summary>Lists for operators, made from leads; can be rebuilt.</summary>
    public const string Lists = "lists";

    /// <summary>Counts per page of comments, day and account.</summary>
    public const string Counts = "counts";

    /// <summary>Replays with their results, one partition each, and the index of them.</summary>
    public const string Replays = "replays";

    /// <summary>Who did what, when; a partition a month.</summary>
    public const string Audit = "audit";

    public static IReadOnlyList<string> All { get; } = [Leads, Videos, Accounts, Lists, Counts, Replays, Audit];
}

/// <summary>The store could not be reached or refused for a reason that is not a version conflict.</summary>
public sealed class StorageException(string message, Exception? inner = null) : Exception(message, inner);
