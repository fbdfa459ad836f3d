using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Settings;

/// <summary>
/// Looks every three seconds whether another process has changed a setting: one point read. While the store does not answer, what is known stays in force.
/// </summary>
public sealed partial class SettingsWatch(SettingsStore settings, TimeProvider time, ILogger<SettingsWatch> log) : BackgroundService
{
    /// <summary>With the time a read takes, a change is seen everywhere within five seconds.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stoppingToken);
            try
            {
                await settings.Refresh(stoppingToken);
                failing = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    Log.NotRead(log, e, e.Message);
                }

                failing = true;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1701, LogLevel.Warning, "Settings could not be read: {Why}. Those known before stay in force, and changes that other processes make are not seen until the storage answers")]
        public static partial void NotRead(ILogger log, Exception fault, string why);
    }
}
