using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Telemetry;

namespace Funnel.Replay;

/// <summary>
/// Looks after the list of those who wait for a person: a process that stood still may have put a line back that another had removed since. Costs a read of the list an
/// account, and a read of its lead for each line that was written since the last time, or that this process has not looked at yet.
/// </summary>
public sealed class WaitingSweep(AccountBook accounts, LeadStore leads, LeadLists lists, FunnelMetrics? metrics = null)
{
    /// <summary>Lines that are known to be right, with the version of which that is known.</summary>
    private Dictionary<(string Account, LeadId Lead), string> right = [];

    /// <summary>Idempotent, and safe from several instances at once.</summary>
    /// <returns>Lines that were not as their leads are; they are written again.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var (looked, wrong) = (new Dictionary<(string, LeadId), string>(), 0);
        foreach (var account in accounts.All)
        {
            await foreach (var (line, version) in lists.WaitingLines(account.Id, ct))
            {
                var key = (account.Id, line.Id);
                if (right.TryGetValue(key, out var known) && string.Equals(known, version, StringComparison.Ordinal))
                {
                    looked[key] = version;
                }
                else if (await leads.Find(line.Id, ct) is { } lead)
                {
                    var isRight = lead.NeedsPerson && lead.Entries == line.Entries;
                    wrong += isRight ? 0 : 1;
                    if (isRight)
                    {
                        looked[key] = version;
                    }
                    else
                    {
                        lists.Enqueue(lead);
                    }
                }
            }
        }

        right = looked;
        await lists.Flush(ct);
        metrics?.StoodStill("line", wrong);
        return wrong;
    }
}
