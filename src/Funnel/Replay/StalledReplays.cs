using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;

namespace Funnel.Replay;

/// <summary>Takes up replays that stand still because a process was killed, and forgets those of long ago. A read each time when there is nothing to do.</summary>
public sealed partial class StalledReplays(IRows rows, IQueues queues, TimeProvider time, ILogger<StalledReplays> log, FunnelMetrics? metrics = null)
{
    /// <summary>Longer than any slice takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long results are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Sweeps from one look for replays of long ago to the next.</summary>
    private const int CleanEvery = 60;
    private const int CleanAtOnce = 20;

    private readonly ReplayStore store = new(rows);
    private readonly ReplayIndex index = new(rows);
    private int sweeps;

    /// <summary>Idempotent, and safe from several instances at once.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        foreach (var id in await index.OpenOnes(ct))
        {
            if (await store.Find(id, ct) is not { Head: { IsOpen: true } head })
            {
                await index.Close(id, ct); // it has ended, and whoever ended it died
            }
            else if ((time.GetUtcNow() - head.MovedAt).Duration() >= Patience) // also of a clock that was wrong
            {
                Log.TakenUp(log, id, head.Slice);
                metrics?.StoodStill("replay");
                await queues.Enqueue(QueueNames.Replays, new ReplayMessage(id, head.Slice).ToJson(), TimeSpan.Zero, ct);
            }
        }

        if (sweeps++ % CleanEvery == 0)
        {
            await Clean(ct);
        }
    }

    private async Task Clean(CancellationToken ct)
    {
        foreach (var id in await index.Before(time.GetUtcNow() - Kept, CleanAtOnce, ct))
        {
            var key = (await store.Find(id, ct))?.Head.Key;
            await store.Delete(id, ct);
            await index.Remove(id, key, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1642, LogLevel.Warning, "Replay {Replay} stood still at slice {Slice}; it is taken up again")]
        public static partial void TakenUp(ILogger log, string replay, int slice);
    }
}
