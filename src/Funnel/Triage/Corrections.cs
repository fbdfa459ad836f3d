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

    private readonly ConcurrentDictionary<string, (AccountCorrection Correction, TimeMark ReadAt)> remembered = new(StringComparer.Ordinal);

    public async ValueTask<AccountCorrection> Of(string accountId, CancellationToken ct)
    {
        var now = TimeMark.Now(time);
        if (remembered.TryGetValue(accountId, out var kept) && kept.ReadAt.Age(time) < Remembered)
        {
            return kept.Correction;
        }

        var row = await rows.Find(Tables.Accounts, Partition, accountId, ct);
        var correction = row is null ? AccountCorrection.None : AccountCorrection.FromJson(row.Payload);
        remembered[accountId] = (correction, now);
        return correction;
    }

    /// <summary>Learns an operator's decision at once, for this account only. Idempotent by <paramref name="id"/>.</summary>
    public Task Learn(string accountId, string id, string text, bool inquiry, CancellationToken ct) =>
        Change(accountId, c => c.Learn(model, id, text, inquiry), ct);

    /// <summary>Takes a decision back.</summary>
    public Task Undo(string accountId, string id, CancellationToken ct) => Change(accountId, c => c.Undo(id), ct);

    private async Task Change(string accountId, Func<AccountCorrection, AccountCorrection> change, CancellationToken ct)
    {
        for (var i = 0; i < Races; i++)
        {
            var row = await rows.Find(Tables.Accounts, Partition, accountId, ct);
            var changed = change(row is null ? AccountCorrection.None : AccountCorrection.FromJson(row.Payload));
            var next = new Row(Partition, accountId, changed.ToJson()) { Version = row?.Version ?? "" };
            if ((await rows.Commit(Tables.Accounts, Partition, [row is null ? new RowChange.Insert(next) : new RowChange.Replace(next)], ct)).Committed)
            {
                remembered[accountId] = (changed, TimeMark.Now(time));
                return;
            }
        }

        throw new StorageException($"account {accountId}: {Races} races for its corrections were lost; try again");
    }
}
