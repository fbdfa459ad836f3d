using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Replay;

/// <summary>
/// Takes up again what stands still: an effect whose message was taken by a process that is gone, or was lost. A second message for the same
/// effect does no harm, as the lead's row decides what it still means. It also sees to it that the lists have the lead as it is, before its row leaves the index.
/// </summary>
public sealed partial class StalledWork(
    OpenWork open, LeadStore leads, LeadLists lists, EffectRunner runner, IQueues queues, IOptions<FunnelOptions> options, Switches switches, TimeProvider time,
    ILogger<StalledWork> log, FunnelMetrics? metrics = null)
{
    private RetryRules Rules => options.Value.Outreach.Rules;

    /// <summary>Idempotent, and safe from several instances at once.</summary>
    /// <returns>Effects that were taken up.</returns>
    public async Task<int> Sweep(CancellationToken ct)
    {
        var (done, takenUp, effects) = (new List<OpenLead>(), new List<OpenLead>(), 0);
        await foreach (var standing in open.Standing(ct))
        {
            if (await Look(standing, ct) is not { } stalled)
            {
                done.Add(standing);
            }
            else if (stalled.Count > 0 && !switches.IsSendingOff && await open.IsAsRead(standing, ct)) // else it is new: the lead moved between the two reads
            {
                effects += stalled.Count;
                takenUp.Add(standing);
                await TakeUp(standing, stalled, ct);
            }
        }

        await lists.Flush(ct);
        await open.Remove(done, ct);
        await open.TakenUp(takenUp, ct);
        return effects;
    }

    /// <returns>Effects that should have moved by now; null when nothing is under way at all.</returns>
    private async Task<IReadOnlyList<Effect>?> Look(OpenLead standing, CancellationToken ct)
    {
        // What this process remembers is not asked: another may have moved the lead since, and died before it wrote the line.
        var now = time.GetUtcNow();
        if (await leads.Find(standing.Lead, ct) is not { } lead)
        {
            return NotThere(standing, now);
        }

        lists.Enqueue(lead);
        await runner.HandOverMissed(lead, ct);
        var underWay = lead.UnderWay(Rules, now).ToList();
        if (underWay.Count == 0)
        {
            return null;
        }

        var stalled = new List<Effect>();
        foreach (var (effect, due) in underWay)
        {
            // What waits for a paused account waits in its messages, which come again each minute.
            if (due <= now - OpenWork.LeftAlone && !await runner.IsWaiting(lead, effect, ct))
            {
                stalled.Add(effect);
            }
        }

        return stalled;
    }

    /// <summary>The row comes before the lead: a process that was stopped in between may still go on.</summary>
    private static IReadOnlyList<Effect>? NotThere(OpenLead standing, DateTimeOffset now) =>
        (now - standing.At).Duration() < TimeSpan.FromMinutes(30) ? [] : null;

    private async Task TakeUp(OpenLead standing, IReadOnlyList<Effect> stalled, CancellationToken ct)
    {
        foreach (var effect in stalled)
        {
            Log.TakenUp(log, standing.Lead, effect.Id, effect.Status, (time.GetUtcNow() - standing.At).TotalSeconds);
            metrics?.StoodStill(EffectTelemetry.NameOf(effect.Kind));
            var work = Work.On(effect, TimeSpan.Zero);
            await queues.Enqueue(work.Queue, new WorkMessage(standing.Lead, effect.Id).ToJson(), work.Delay, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1631, LogLevel.Warning, "Lead {Lead}: {Effect} was {Status} and stood still for {Seconds:0} s; it is taken up again")]
        public static partial void TakenUp(ILogger log, LeadId lead, string effect, EffectStatus status, double seconds);
    }
}
