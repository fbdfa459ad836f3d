using System.Globalization;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace Funnel.Embedded.Triggers.Timers;

/// <summary>When timers last ran, one small file each in the data folder. Losing it costs at most the making up of a missed slot.</summary>
internal sealed partial class TimerMemory(FunctionHostOptions options, ILogger<TimerMemory> log)
{
    /// <summary>As in the Functions host, schedules that come round within a minute are not remembered.</summary>
    private static readonly TimeSpan Frequent = TimeSpan.FromMinutes(1);

    public bool IsWorthwhile(CrontabSchedule schedule, DateTimeOffset now)
    {
        var first = schedule.GetNextOccurrence(now.UtcDateTime);
        return options.DataFolder is not null && schedule.GetNextOccurrence(first) - first > Frequent;
    }

    /// <summary>When the function last started; null when unknown.</summary>
    public async Task<DateTimeOffset?> LastRun(string function, CancellationToken ct)
    {
        try
        {
            return DateTimeOffset.Parse(await File.ReadAllTextAsync(FileOf(function), ct), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Log.Unreadable(log, FileOf(function), e.Message);
            return null;
        }
    }

    public async Task Ran(string function, DateTimeOffset at, CancellationToken ct)
    {
        try
        {
            PrivateFiles.MakeFolder(Folder);
            await using var file = new StreamWriter(FileOf(function), PrivateFiles.Options(FileMode.Create, FileAccess.Write));
            await file.WriteAsync(at.ToString("O", CultureInfo.InvariantCulture).AsMemory(), ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(log, FileOf(function), e.Message);
        }
    }

    private string Folder => Path.Combine(options.DataFolder!, DataFolder.Timers);

    private string FileOf(string function) => Path.Combine(Folder, function);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The last run in {File} is unreadable ({Reason}); a slot missed while the host was down is not made up.")]
        public static partial void Unreadable(ILogger log, string file, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The last run could not be written to {File} ({Reason}).")]
        public static partial void NotKept(ILogger log, string file, string reason);
    }
}
