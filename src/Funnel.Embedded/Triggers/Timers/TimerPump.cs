using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Timers;

/// <summary>
/// Runs one timer function at the slots of its schedule (UTC), one run at a time. Slots that pass during a run, or while the host was
/// down and the schedule is remembered, are made up by a single run that is past due.
/// </summary>
internal sealed partial class TimerPump(
    FunctionInvoker invoker, TimerMemory memory, FunctionHostOptions options, HostShutdown shutdown, IServiceScopeFactory scopes, TimeProvider time, ILogger<TimerPump> log,
    IRows? rows = null)
{
    /// <summary>A run that starts this much after its slot is past due, whatever kept it (a suspended machine, a moved clock).</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromSeconds(1);

    /// <summary>Waits are cut so that a moved clock or a suspended machine is noticed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Runs until the host stops; returns when the last run has ended.</summary>
    public async Task Run(FunctionEntry function, Trigger.Timer trigger)
    {
        if (options.TimerLease is not { } length)
        {
            await RunSlots(function, trigger, shutdown.Stopping);
            return;
        }

        while (!shutdown.Stopping.IsCancellationRequested)
        {
            await using var lease = new TimerLease(rows ?? throw new InvalidOperationException("A timer's lease is kept in rows, and none are registered."), function.Name, length, time, log);
            if (await lease.Take(shutdown.Stopping))
            {
                using var ends = CancellationTokenSource.CreateLinkedTokenSource(shutdown.Stopping, lease.Lost);
                await RunSlots(function, trigger, ends.Token);
            }
        }
    }

    private async Task RunSlots(FunctionEntry function, Trigger.Timer trigger, CancellationToken ends)
    {
        var remembers = trigger.UseMonitor && memory.IsWorthwhile(trigger.Schedule, Now);
        var last = remembers ? await memory.LastRun(function.Name, shutdown.CutOff) : null;
        var runNow = trigger.RunOnStartup;
        while (!ends.IsCancellationRequested)
        {
            var due = runNow ? Now : Next(trigger, last ?? Now);
            var late = due <= Now && !runNow;
            if (!await WaitUntil(due, ends))
            {
                return;
            }

            var started = Now;
            var info = new TimerInfo { IsPastDue = late || started - due >= Punctual, ScheduleStatus = Status(trigger, last, started) };
            await RunOnce(function, info);
            last = started;
            runNow = false;
            if (remembers)
            {
                // Also after a cut-off: the run has happened.
                await memory.Ran(function.Name, started, CancellationToken.None);
            }
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private static DateTimeOffset Next(Trigger.Timer trigger, DateTimeOffset after) =>
        new(trigger.Schedule.GetNextOccurrence(after.UtcDateTime), TimeSpan.Zero);

    private static ScheduleStatus Status(Trigger.Timer trigger, DateTimeOffset? last, DateTimeOffset started) => new()
    {
        Last = last?.UtcDateTime ?? default,
        Next = Next(trigger, started).UtcDateTime,
        LastUpdated = started.UtcDateTime,
    };

    private async Task<bool> WaitUntil(DateTimeOffset due, CancellationToken ends)
    {
        while (due - Now is var left && left > TimeSpan.Zero)
        {
            var wait = left < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestWait;
            await Task.Delay(wait, time, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ends.IsCancellationRequested)
            {
                return false;
            }
        }

        return !ends.IsCancellationRequested;
    }

    private async Task RunOnce(FunctionEntry function, TimerInfo info)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await invoker.Invoke(function, info, scope.ServiceProvider, null, null, shutdown.CutOff);
        }
        catch (Exception e)
        {
            Log.RunEnded(log, function.Name, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The timer run of {Function} ended with {Kind}; it runs again at its next slot.")]
        public static partial void RunEnded(ILogger log, string function, string kind);
    }
}
