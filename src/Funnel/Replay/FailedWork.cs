using System.Text.Json;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Replay;

/// <summary>
/// Work whose message failed its last try and lies in a poison queue. Its effect is parked, where the console can replay it; nothing waits for a
/// message that will never come. A replay whose slice failed so has failed. Pages of comments stay there, for the health check to name and an operator to run again.
/// </summary>
public sealed partial class FailedWork(LeadStore leads, Replays replays, IQueues queues, TimeProvider time, ILogger<FailedWork> log)
{
    private const int AtOnce = 32;
    private const int MostRounds = 50;
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(1);

    /// <summary>Sweeps from one look at what stays in the poison queues to the next: each costs ten storage operations.</summary>
    private const int ReportEvery = 10;

    private int sweeps;

    /// <summary>Parks what is in the poison queues of lead work. Idempotent: parked first, then taken from the queue.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        foreach (var queue in new[] { QueueNames.Replies, QueueNames.Chats, QueueNames.FollowUps })
        {
            await Each(queue, message => Settle(queue, message, m => Park(queue, m, ct)), ct);
        }

        await Each(QueueNames.Replays, message => Settle(QueueNames.Replays, message, m => Fail(m, ct)), ct);

        if (sweeps++ % ReportEvery == 0)
        {
            await Report(ct);
        }
    }

    /// <summary>Puts a queue's failed messages back to be worked on again.</summary>
    /// <returns>How many there are, or were put back.</returns>
    public async Task<long> Requeue(string queue, bool dryRun, CancellationToken ct)
    {
        if (dryRun)
        {
            long waiting = 0;
            foreach (var poison in QueueNames.PoisonQueues(queue))
            {
                waiting += await queues.Count(poison, ct);
            }

            return waiting;
        }

        return await Each(queue, async message =>
        {
            if (!QueueRules.Fits(message.Body))
            {
                return false; // written by hand: such a message would be no work
            }

            await queues.Enqueue(queue, message.Body, TimeSpan.Zero, ct);
            return true;
        }, ct);
    }

    /// <summary>Says in which poison queues something stays: pages of comments, and what is no message of ours. Somebody has to look at those.</summary>
    private async Task Report(CancellationToken ct)
    {
        foreach (var queue in QueueNames.All.SelectMany(QueueNames.PoisonQueues))
        {
            if (await queues.Count(queue, ct) is > 0 and var waiting)
            {
                Log.PoisonStays(log, queue, waiting);
            }
        }
    }

    private async Task<long> Each(string queue, Func<QueueMessage, Task<bool>> handle, CancellationToken ct)
    {
        long handled = 0;
        foreach (var poison in QueueNames.PoisonQueues(queue))
        {
            handled += await EachIn(poison, handle, ct);
        }

        return handled;
    }

    private async Task<long> EachIn(string poison, Func<QueueMessage, Task<bool>> handle, CancellationToken ct)
    {
        long handled = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var messages = await queues.Receive(poison, AtOnce, Hidden, ct);
            foreach (var message in messages)
            {
                if (await handle(message))
                {
                    await queues.Delete(poison, message, ct);
                    handled++;
                }
            }

            if (messages.Count < AtOnce)
            {
                break;
            }
        }

        return handled;
    }

    /// <param name="settle">False when there is nothing to be told: it was put back.</param>
    /// <returns>False when it is not ours: it stays for a person to look at.</returns>
    private async Task<bool> Settle(string queue, QueueMessage message, Func<QueueMessage, Task<bool>> settle)
    {
        try
        {
            if (await settle(message))
            {
                Log.LastTryFailed(log, queue, message.Id);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<bool> Fail(QueueMessage slice, CancellationToken ct)
    {
        await replays.Fail(ReplayMessage.Parse(slice.Body), ct);
        return true;
    }

    private async Task<bool> Park(string queue, QueueMessage message, CancellationToken ct)
    {
        var work = WorkMessage.Parse(message.Body);
        if (work is { Window: { } window } && window.ExpiresAt > time.GetUtcNow())
        {
            await queues.Enqueue(queue, message.Body, TimeSpan.Zero, ct); // an event is not kept anywhere else
            return false;
        }

        if (work is { Lead: { } stranger, Window: { } over, Text: null })
        {
            await ParkInvite(stranger, over, ct);
        }

        foreach (var (lead, effect, _) in work.Each())
        {
            if (lead is { } id && effect is not null)
            {
                await Park(id, effect, ct);
            }
        }

        return true;
    }

    /// <summary>Somebody opened the chat and got nothing while it was open: noted as it was then, so that the invitation waits for an operator.</summary>
    private async Task ParkInvite(LeadId id, ChatWindow window, CancellationToken ct) => await leads.Apply(id, l =>
    {
        var opened = LeadDecider.Decide(l, new LeadCommand.OpenChat(window.OpenedAt, window, null));
        return opened.State?.Find(Effect.InviteId) is { Status: EffectStatus.Wanted } ? opened.Then(new LeadCommand.Park(time.GetUtcNow(), Effect.InviteId, Reason.WorkFailed)) : opened;
    }, ct);

    private async Task Park(LeadId id, string effectId, CancellationToken ct) => await leads.Apply(id, l =>
        l?.Find(effectId) is { Status: EffectStatus.Wanted or EffectStatus.Sending or EffectStatus.Unknown }
            ? LeadDecider.Decide(l, new LeadCommand.Park(time.GetUtcNow(), effectId, Reason.WorkFailed))
            : Decided.Nothing(l), ct);

    private static partial class Log
    {
        [LoggerMessage(1601, LogLevel.Error, "Message {Message} of queue {Queue} failed its last try; what it was about is parked")]
        public static partial void LastTryFailed(ILogger log, string queue, string message);

        [LoggerMessage(1602, LogLevel.Error, "Queue {Queue} holds {Count} messages that failed again and again; see what the log says of them, then put them back by POST /api/poison or delete them")]
        public static partial void PoisonStays(ILogger log, string queue, long count);
    }
}
