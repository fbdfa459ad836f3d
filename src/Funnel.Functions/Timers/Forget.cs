using Funnel.Configuration;
using Funnel.Privacy;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Forgets what is over its keeping time, a slice each time, and goes on with erasures.</summary>
public sealed class Forget(Forgetting forgetting)
{
    [Function(nameof(Forget))]
    public Task Run([TimerTrigger("%" + FunnelTimer.ForgetSetting + "%")] TimerInfo timer, CancellationToken ct) => forgetting.Run(ct);
}
