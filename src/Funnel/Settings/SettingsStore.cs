using Funnel.Storage;

namespace Funnel.Settings;

/// <summary>What became of a write.</summary>
/// <param name="Setting">As it is now; null when there never was one.</param>
public sealed record SettingWrite(SettingWriteResult Result, Setting? Setting);

public enum SettingWriteResult
{
    Written,

    /// <summary>It had this value already: nothing was written.</summary>
    Unchanged,

    /// <summary>It is not, or no longer, what the writer expected.</summary>
    Conflict,
}

/// <summary>
/// What merchants change while the product runs: offers, switches. Every change is a version, and is kept for ever with who made it and when. Reading costs
/// nothing: <see cref="Current"/> is in memory; <see cref="SettingsWatch"/> keeps it up to date with what other processes write.
/// </summary>
public sealed class SettingsStore(IRows rows, TimeProvider time) : IDisposable
{
    /// <summary>Longest value, in characters. It stands twice in one commit, in force and in the log, and each entity must stay under 1 MiB at six bytes a character.</summary>
    public const int MaxValueChars = 100_000;

    /// <summary>Writes that others may be quicker than: each was written by somebody.</summary>
    private const int Attempts = 10;

    /// <summary>Three times as long as <see cref="SettingsWatch"/> takes from one look to the next: whoever has not looked for so long stood still.</summary>
    private static readonly TimeSpan Old = 3 * SettingsWatch.Period;

    private readonly SemaphoreSlim gate = new(1, 1);
    private long lookedAt = time.GetTimestamp();
    private volatile SettingsSnapshot current = SettingsSnapshot.Empty;
    private volatile TaskCompletionSource changed = New();

    /// <summary>The settings as this process knows them; empty until <see cref="Refresh"/> was called.</summary>
    public SettingsSnapshot Current => current;

    /// <summary>Whether <see cref="Current"/> is what was stored, and not merely empty.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Completes when the settings are others than these.</summary>
    public async Task Changed(SettingsSnapshot known, CancellationToken ct)
    {
        while (ReferenceEquals(known, Current))
        {
            var next = changed;
            if (ReferenceEquals(known, Current))
            {
                await next.Task.WaitAsync(ct);
            }
        }
    }

    /// <summary>Looks again where the last look is so long ago that this process must have stood still.</summary>
    /// <returns>Whether the settings are others than they were.</returns>
    internal async Task<bool> CatchUp(CancellationToken ct)
    {
        if (!IsOld)
        {
            return false;
        }

        var known = Current;
        await Look(onlyIfOld: true, ct); // of many that ask at once one looks
        return !ReferenceEquals(known, Current);
    }

    /// <summary>Takes over what others wrote: one read when nobody did. Called before a host starts working, and again by <see cref="SettingsWatch"/>.</summary>
    /// <exception cref="StorageException">The store does not answer, or a newer version wrote there: what is known stays as it is.</exception>
    public Task Refresh(CancellationToken ct) => Look(onlyIfOld: false, ct);

    private bool IsOld => time.GetElapsedTime(Volatile.Read(ref lookedAt)) >= Old;

    private async Task Look(bool onlyIfOld, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (onlyIfOld && !IsOld)
            {
                return;
            }

            var now = time.GetTimestamp();

            // The head is read first: what is written between these reads changes it again, and is taken over the next time.
            var head = await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.Head, ct);
            if (!string.Equals(head?.Version, current.Head, StringComparison.Ordinal))
            {
                var all = SettingsSnapshot.Empty.All.ToBuilder();
                await foreach (var row in rows.QueryAll(Tables.Accounts, SettingRows.Partition, SettingRows.AllNow, ct))
                {
                    all[row.Key] = SettingRows.Read(row);
                }

                Take(new(head?.Version, all.ToImmutable()));
            }

            IsLoaded = true;
            Volatile.Write(ref lookedAt, now);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Writes a version, which is in force in this process at once and in the others when they look.</summary>
    /// <param name="value">JSON of at most <see cref="MaxValueChars"/> characters; null deletes.</param>
    /// <param name="expected">The version that it must have; 0 when there must be none.</param>
    /// <exception cref="StorageException">The store does not answer: it may have been written or not.</exception>
    public async Task<SettingWrite> Write(string kind, string id, string? value, int expected, string by, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            Setting? tried = null;
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var head = (await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.Head, ct))?.Version;
                var row = await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.NowKey(kind, id), ct);
                var now = row is null ? null : SettingRows.Read(row);
                if (tried is not null && tried == now)
                {
                    return Written(now, current.Head); // its answer was lost, and it was tried again
                }

                if ((now is { IsDeleted: false } ? now.Version : 0) != expected)
                {
                    return new(SettingWriteResult.Conflict, now);
                }

                if (string.Equals(now?.Value, value, StringComparison.Ordinal))
                {
                    return new(SettingWriteResult.Unchanged, now);
                }

                tried = new Setting(kind, id, (now?.Version ?? 0) + 1, time.GetUtcNow(), by, value);
                var result = await rows.Commit(
                    Tables.Accounts, SettingRows.Partition,
                    [Change(SettingRows.ToHead(head)), Change(SettingRows.ToNow(tried, row?.Version)), new RowChange.Insert(SettingRows.ToLog(tried))], ct);
                if (result.Versions is { } versions)
                {
                    // Where this process knew an older head it goes on knowing that, and takes over all the rest at its next look.
                    return Written(tried, string.Equals(current.Head, head, StringComparison.Ordinal) ? versions[0] : current.Head);
                }
            }

            throw new StorageException($"the setting {kind}/{id} was not written: others wrote settings {Attempts} times in between. Try again");
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Versions of a setting, the newest first.</summary>
    /// <param name="before">Only older ones than this.</param>
    /// <param name="take">At most so many.</param>
    public async Task<IReadOnlyList<Setting>> Versions(string kind, string id, int before, int take, CancellationToken ct)
    {
        var row = await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.NowKey(kind, id), ct);
        var end = Math.Min(before, row is null ? 0 : SettingRows.Read(row).Version + 1);
        return end <= 1 ? [] : await rows.QueryAll(Tables.Accounts, SettingRows.Partition, SettingRows.Log(kind, id, Math.Max(1, end - take), end), ct)
            .Select(SettingRows.Read).Reverse().ToListAsync(ct);
    }

    public void Dispose() => gate.Dispose();

    private static RowChange Change(Row row) => row.Version.Length == 0 ? new RowChange.Insert(row) : new RowChange.Replace(row);

    private SettingWrite Written(Setting setting, string? head)
    {
        Take(current.With(setting, head));
        return new(SettingWriteResult.Written, setting);
    }

    private void Take(SettingsSnapshot snapshot)
    {
        current = snapshot;
        Interlocked.Exchange(ref changed, New()).SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
