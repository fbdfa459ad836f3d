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
            var slot = runNow ? new Slot(Now, Late: false) : await Wait(function, trigger, last, ends);
            if (slot is not { } due)
            {
                return;
            }

            var started = Now;
            var info = new TimerInfo { IsPastDue = due.Late || started - due.At >= Punctual, ScheduleStatus = Status(trigger, last, started) };
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

    /// <summary>Waits for the first slot after the last run; null when the host stops.</summary>
    private async Task<Slot?> Wait(FunctionEntry function, Trigger.Timer trigger, DateTimeOffset? last, CancellationToken ends)
    {
        for (var (after, late) = (last ?? Now, true); !ends.IsCancellationRequested; late = false)
        {
            var now = Now;
            if (after - now > Punctual)
            {
                // A time that has been and is still to come: counted from it, the next slot would be as far away as the clock was set back.
                Log.SetBack(log, function.Name, after - now);
                after = now;
            }

            var due = Next(trigger, after);
            if (due <= now)
            {
                return new(due, late);
            }

            var wait = due - now < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling((due - now).TotalMilliseconds)) : LongestWait;
            await Task.Delay(wait, time, ends).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return null;
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

    /// <param name="Late">It had passed before anybody waited for it.</param>
    private readonly record struct Slot(DateTimeOffset At, bool Late);

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Warning, "The clock was set back by about {By}; {Function} goes on by the new time.")]
        public static partial void SetBack(ILogger log, string function, TimeSpan by);

        [LoggerMessage(1, LogLevel.Warning, "The timer run of {Function} ended with {Kind}; it runs again at its next slot.")]
        public static partial void RunEnded(ILogger log, string function, string kind);
    }
}
