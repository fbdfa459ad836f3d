using Funnel.Embedded.Triggers.Http;
using Funnel.Embedded.Triggers.Queues;
using Funnel.Embedded.Triggers.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers;

/// <summary>Runs timers and queues from the moment everything else has started until the host stops. HTTP functions run on the web server.</summary>
internal sealed partial class FunctionHost(
    FunctionCatalog catalog,
    HostKeys keys,
    HostShutdown shutdown,
    FunctionHostOptions options,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FunctionHost> log) : IHostedLifecycleService
{
    private readonly List<(string Function, Task Running)> _pumps = [];

    /// <exception cref="StartupException">A key is needed and cannot be had.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (catalog.Functions.Any(function => function.Trigger is Trigger.Http { Level: not AuthorizationLevel.Anonymous }))
        {
            await keys.Load(cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var function in catalog.Functions)
        {
            if (Pump(function) is { } pump)
            {
                _pumps.Add((function.Name, Task.Run(() => Guard(function, pump), CancellationToken.None)));
            }
        }

        Log.Started(log, catalog.Functions.Count);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => shutdown.Begin();

    /// <summary>Returns when nothing runs any more, or when the grace period and the allowance after it are over.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await shutdown.Begin();
        try
        {
            await Task.WhenAll(_pumps.Select(pump => pump.Running)).WaitAsync(options.StopGrace + options.CutOffAllowance, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.LeftBehind(log, string.Join(", ", _pumps.Where(pump => !pump.Running.IsCompleted).Select(pump => pump.Function)));
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Func<Task>? Pump(FunctionEntry function)
    {
        switch (function.Trigger)
        {
            case Trigger.Timer timer:
                var timers = services.GetRequiredService<TimerPump>();
                return () => timers.Run(function, timer);
            case Trigger.Queue queue:
                var queues = services.GetRequiredService<QueuePump>();
                return () => queues.Run(function, queue);
            default:
                return null;
        }
    }

    /// <summary>A pump that dies leaves a host that looks alive and does nothing; such a host stops, and whoever keeps it running starts it again.</summary>
    private async Task Guard(FunctionEntry function, Func<Task> pump)
    {
        try
        {
            await pump();
        }
        catch (Exception e)
        {
            Log.PumpDied(log, e, function.Name);
            lifetime.StopApplication();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Count} functions are running.")]
        public static partial void Started(ILogger log, int count);

        [LoggerMessage(2, LogLevel.Error, "These functions did not end in time and were left behind: {Functions}.")]
        public static partial void LeftBehind(ILogger log, string functions);

        [LoggerMessage(3, LogLevel.Critical, "The trigger of {Function} broke; the host stops.")]
        public static partial void PumpDied(ILogger log, Exception fault, string function);
    }
}
