using Funnel.Accounts;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Renews the accounts' tokens before they end.</summary>
public sealed class KeepTokens(AccountBook accounts)
{
    [Function(nameof(KeepTokens))]
    public Task Run([TimerTrigger("%" + Schedules.KeepTokens + "%")] TimerInfo timer, CancellationToken ct) => accounts.Keep(ct);
}
