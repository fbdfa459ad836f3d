using Funnel.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.DoNotContact;

/// <summary>Looks every three seconds whether another process was told of a refusal: one point read. While the store does not answer, who is known stays on the list.</summary>
public sealed partial class DoNotContactWatch(DoNotContactList list, TimeProvider time, ILogger<DoNotContactWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(SettingsWatch.Period, time, stoppingToken);
            try
            {
                await list.Refresh(stoppingToken);
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
        [LoggerMessage(1721, LogLevel.Warning, "The do-not-contact list could not be read: {Why}. Who is known stays on it; refusals that other processes are told of are not seen until the storage answers")]
        public static partial void NotRead(ILogger log, Exception fault, string why);
    }
}
