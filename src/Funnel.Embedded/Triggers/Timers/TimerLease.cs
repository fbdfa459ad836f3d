using System.Globalization;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Timers;

/// <summary>
/// Lets a timer run in one process at a time, as the Functions host does with a blob: renewed at half of its time, given back by a host that
/// stops, and left to run out by one that was killed. Who finds it taken looks again only after its full time; so long a killed timer pauses.
/// </summary>
/// <remarks>Azure/azure-webjobs-sdk, SingletonListener and SingletonOptions: ListenerLockPeriod and ListenerLockRecoveryPollingInterval, 60 s each.</remarks>
internal sealed partial class TimerLease(IRows rows, string function, TimeSpan length, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private const string Partition = "timer-leases";

    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _lost = new();
    private Task _renewal = Task.CompletedTask;
    private string _version = "";

    /// <summary>Cancelled when somebody else may have the lease.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Waits until the lease is had. False when the host stops first.</summary>
    public async Task<bool> Take(CancellationToken stopping)
    {
        while (!await TryTake(stopping))
        {
            Log.Taken(log, function, length);
            await Task.Delay(length, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return false;
            }
        }

        _renewal = Renew();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewal;
        if (_version.Length > 0 && !_lost.IsCancellationRequested)
        {
            await Quietly(async () => (await rows.Commit(Tables.Accounts, Partition, [new RowChange.Delete(function, _version)], CancellationToken.None)).Committed);
        }

        _done.Dispose();
        _lost.Dispose();
    }

    private Task<bool> TryTake(CancellationToken ct) => Quietly(async () =>
    {
        var found = await rows.Find(Tables.Accounts, Partition, function, ct);
        return (found is null || IsOver(EndOf(found) - time.GetUtcNow())) && await Write(found);
    });

    private async Task Renew()
    {
        while (true)
        {
            await Task.Delay(length / 2, time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
            {
                return;
            }

            if (!await Quietly(() => Write(new Row(Partition, function, "") { Version = _version })))
            {
                Log.LeaseLost(log, function);
                await _lost.CancelAsync();
                return;
            }
        }
    }

    /// <param name="before">The row to replace; null when there is none.</param>
    private async Task<bool> Write(Row? before)
    {
        var until = (time.GetUtcNow() + length).ToString("O", CultureInfo.InvariantCulture);
        var row = new Row(Partition, function, $"\"{until}\"") { Version = before?.Version ?? "" };
        var result = await rows.Commit(Tables.Accounts, Partition, [before is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], CancellationToken.None);
        _version = result.Versions is [var version] ? version : _version;
        return result.Committed;
    }

    /// <summary>One that has longer to go than any lease was written before a clock was set back.</summary>
    private bool IsOver(TimeSpan left) => left <= TimeSpan.Zero || left > length * 2;

    private static DateTimeOffset EndOf(Row row) => DateTimeOffset.Parse(row.Payload.Trim('"'), CultureInfo.InvariantCulture);

    /// <summary>A store that does not answer is no lease.</summary>
    private async Task<bool> Quietly(Func<Task<bool>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            Log.NoAnswer(log, function, e.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Another process has the timer {Function}, or had it when it was killed; looking again in {Length}.")]
        public static partial void Taken(ILogger log, string function, TimeSpan length);

        [LoggerMessage(2, LogLevel.Warning, "The lease of the timer {Function} was lost; it runs again when the lease is had again.")]
        public static partial void LeaseLost(ILogger log, string function);

        [LoggerMessage(3, LogLevel.Warning, "The lease of the timer {Function} could not be read or written: {Reason}.")]
        public static partial void NoAnswer(ILogger log, string function, string reason);
    }
}
