using Funnel.Storage;

namespace Funnel.Leads;

/// <param name="MayBeListed">False when it did not wait before: an insert is tried before anything is read.</param>
internal sealed record WaitingState(LeadSummary Lead, bool MayBeListed);

/// <summary>
/// Writes the list of those who wait for a person. A line that is newer than what is to be written stands, however late a process comes with it; what such a process
/// puts back after the line was removed is found by <c>WaitingSweep</c>.
/// </summary>
internal sealed class WaitingWriter(IRows rows)
{
    private const int MaxTries = 20;

    /// <summary>Idempotent.</summary>
    /// <exception cref="StorageException">The store failed, or too many races were lost.</exception>
    public async Task Write(string accountId, IReadOnlyList<WaitingState> states, CancellationToken ct)
    {
        var partition = ListPartitions.Waiting(accountId);
        var left = states;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var changes = new List<RowChange>();
            foreach (var state in left)
            {
                if (await Change(partition, state, ct) is { } change)
                {
                    changes.Add(change);
                }
            }

            var lost = (await rows.CommitEach(Tables.Lists, partition, changes, ct)).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
            if (lost.Count == 0)
            {
                return;
            }

            left = [.. left.Where(s => lost.Contains(s.Lead.Id.ToString())).Select(s => s with { MayBeListed = true })];
        }

        throw new StorageException($"account {accountId}: the list of those who wait lost {MaxTries} races in a row");
    }

    private async ValueTask<RowChange?> Change(string partition, WaitingState state, CancellationToken ct)
    {
        var (lead, waits) = (state.Lead, state.Lead.Waiting.Count > 0);
        var stored = state.MayBeListed ? await rows.Find(Tables.Lists, partition, lead.Id.ToString(), ct) : null;
        if (stored is null)
        {
            return waits ? new RowChange.Insert(DayPage.ToRow(partition, lead)) : null;
        }

        if (DayPage.ReadSummary(stored).Entries > lead.Entries)
        {
            return null;
        }

        var row = DayPage.ToRow(partition, lead);
        return !waits ? new RowChange.Delete(row.Key, stored.Version)
            : string.Equals(row.Payload, stored.Payload, StringComparison.Ordinal) ? null
            : new RowChange.Replace(row with { Version = stored.Version });
    }
}
