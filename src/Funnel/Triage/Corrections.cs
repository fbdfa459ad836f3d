using System.Collections.Concurrent;
using Funnel.Clocks;
using Funnel.Storage;

namespace Funnel.Triage;

/// <summary>What each account's operators taught, persisted: one row an account, remembered for a few seconds between reads.</summary>
public sealed class Corrections(TriageModel model, IRows rows, TimeProvider time)
{
    private const string Partition = "corrections";
    private const int Races = 10;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Lazy<Task<AccountCorrection>> Correction, TimeMark ReadAt)> remembered = new(StringComparer.Ordinal);

    /// <summary>Pages that are worked on side by side wait for one read.</summary>
    public async ValueTask<AccountCorrection> Of(string accountId, CancellationToken ct)
    {
        var now = TimeMark.Now(time);
        var next = (new Lazy<Task<AccountCorrection>>(() => Read(accountId)), now);
        var kept = remembered.AddOrUpdate(accountId, next, (_, kept) => kept.ReadAt.Age(time) < Remembered && !HasFailed(kept.Correction) ? kept : next);
        return await kept.Correction.Value.WaitAsync(ct);
    }

    /// <summary>What is stored now, whatever is remembered.</summary>
    public Task<AccountCorrection> Newest(string accountId, CancellationToken ct) => Read(accountId).WaitAsync(ct);

    /// <summary>Learns an operator's decision at once, for this account only. Idempotent by <paramref name="id"/>.</summary>
    public Task Learn(string accountId, string id, string text, bool inquiry, CancellationToken ct) =>
        Change(accountId, c => c.Learn(model, id, text, inquiry), ct);

    /// <summary>Takes a decision back.</summary>
    public Task Undo(string accountId, string id, CancellationToken ct) => Change(accountId, c => c.Undo(id), ct);

    private static bool HasFailed(Lazy<Task<AccountCorrection>> read) => read.IsValueCreated && read.Value is { IsCompleted: true, IsCompletedSuccessfully: false };

    // Nobody's token: others may wait for the same read.
    private async Task<AccountCorrection> Read(string accountId) =>
        await rows.Find(Tables.Accounts, Partition, accountId, CancellationToken.None) is { } row ? AccountCorrection.FromJson(row.Payload) : AccountCorrection.None;

    private async Task Change(string accountId, Func<AccountCorrection, AccountCorrection> change, CancellationToken ct)
    {
        for (var i = 0; i < Races; i++)
        {
            var row = await rows.Find(Tables.Accounts, Partition, accountId, ct);
            var changed = change(row is null ? AccountCorrection.None : AccountCorrection.FromJson(row.Payload));
            var next = new Row(Partition, accountId, changed.ToJson()) { Version = row?.Version ?? "" };
            if ((await rows.Commit(Tables.Accounts, Partition, [row is null ? new RowChange.Insert(next) : new RowChange.Replace(next)], ct)).Committed)
            {
                remembered[accountId] = (new(Task.FromResult(changed)), TimeMark.Now(time));
                return;
            }
        }

        throw new StorageException($"account {accountId}: {Races} races for its corrections were lost; try again");
    }
}
