using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Configuration;
using Funnel.Measure;
using Funnel.Replay;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Takes up what stands still, parks work that failed its last try, finds what events missed, keeps the destination ready, and folds the day's counts.</summary>
public sealed class Reconcile(FailedWork failed, StalledWork stalled, ArrivalReconciler arrivals, PageCounts counts, FunnelReader funnel, AccountBook accounts)
{
    [Function(nameof(Reconcile))]
    public async Task Run([TimerTrigger("%" + FunnelTimer.ReconcileSetting + "%")] TimerInfo timer, CancellationToken ct)
    {
        await stalled.Sweep(ct);
        await failed.Sweep(ct);
        await arrivals.Run(ct);
        foreach (var account in accounts.All)
        {
            await counts.Fold(account.Id, funnel.Today, ct);
            await counts.Fold(account.Id, funnel.Today.AddDays(-1), ct);
        }
    }
}
