using Funnel.Leads;

namespace Funnel.Effects;

/// <content>Messages that come again.</content>
public sealed partial class EffectRunner
{
    /// <summary>A message comes before the commit that wants it, and a struggling store may take a while for that.</summary>
    private static readonly int[] RetrySeconds = [1, 10, 60];

    /// <param name="waited">The attempt that has had its time when the delay is over.</param>
    private async Task Again(Lead lead, Effect effect, TimeSpan delay, CancellationToken ct, string? waited = null) =>
        await queues.Enqueue(Work.On(effect, delay).Queue, new WorkMessage(lead.Id, effect.Id) { Waited = waited }.ToJson(), delay, ct);

    private async Task RetryLater(string queue, WorkMessage message, CancellationToken ct)
    {
        if (message.Retry < RetrySeconds.Length)
        {
            await queues.Enqueue(queue, (message with { Retry = message.Retry + 1 }).ToJson(), TimeSpan.FromSeconds(RetrySeconds[message.Retry]), ct);
        }
        else
        {
            Log.NobodyWantsIt(log, message.Lead!.Value, message.Effect!);
        }
    }
}
