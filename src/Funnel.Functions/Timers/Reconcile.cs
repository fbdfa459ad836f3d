using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Configuration;
using Funnel.Growth;
using Funnel.Hooks;
using Funnel.Measure;
using Funnel.Sending;
using Funnel.Replay;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Takes up what stands still, parks work that failed its last try, finds what events missed, keeps groups' codes and the destination ready, and folds the day's counts.</summary>
public sealed class Reconcile(
    FailedWork failed, StalledWork stalled, StalledReplays replays, WaitingSweep waiting,
    GroupWays ways, GroupRolls rolls, ArrivalReconciler arrivals, PageCounts counts, AccountBook accounts, SendGate gate, HookRunner hooks)
{
    [Function(nameof(Reconcile))]
    public Task Run([TimerTrigger("%" + FunnelTimer.ReconcileSetting + "%")] TimerInfo timer, CancellationToken ct)
    {
        Func<Task>[] sweeps =
        [
            () => stalled.Sweep(ct), () => replays.Sweep(ct), () => gate.Sweep(ct), () => waiting.Run(ct),
            () => failed.Sweep(ct), () => ways.Keep(ct), () => rolls.Sweep(ct), () => arrivals.Run(ct), () => Fold(ct), () => hooks.Sweep(ct),
        ];
        return OneByOne.Run(sweeps, sweep => sweep(), ct);
    }

    private Task Fold(CancellationToken ct) => OneByOne.Run(accounts.All, account => counts.Fold(account.Id, ct), ct);
}
