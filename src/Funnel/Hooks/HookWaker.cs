using System.Collections.Concurrent;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Hooks;

/// <summary>Queues a message for each hook when the feed has grown; of many that come close together one.</summary>
public sealed class HookWaker(IQueues queues, IOptions<FunnelOptions> options, TimeProvider time) : IFeedReader
{
    /// <summary>What comes within it goes with one message: that comes at its end, so that nothing is missed.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> woken = new(StringComparer.Ordinal);

    public bool IsThere => options.Value.Hooks.Count > 0;

    public async ValueTask Grew(CancellationToken ct)
    {
        foreach (var hook in options.Value.Hooks)
        {
            if (!woken.TryGetValue(hook.Name, out var at) || time.GetElapsedTime(at) >= Together)
            {
                woken[hook.Name] = time.GetTimestamp();
                await queues.Enqueue(QueueNames.Hooks, new HookMessage(hook.Name).ToJson(), Together, ct);
            }
        }
    }
}
