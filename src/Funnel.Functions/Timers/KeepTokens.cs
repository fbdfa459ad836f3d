using Funnel.Accounts;
using Funnel.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Renews the accounts' tokens before they end.</summary>
public sealed class KeepTokens(AccountBook accounts)
{
    [Function(nameof(KeepTokens))]
    public Task Run([TimerTrigger("%" + FunnelTimer.KeepTokensSetting + "%")] TimerInfo timer, CancellationToken ct) => accounts.Keep(ct);
}
