using System.Runtime.ExceptionServices;

namespace Funnel.Intake;

/// <summary>
/// A round over accounts that have nothing to do with each other and mostly wait for their platforms' answers: side by side, and while some of them take longer than until the
/// next tick (a platform that does not answer), the others have their next round in the meantime.
/// </summary>
internal sealed class AccountRounds(TimeProvider time, CancellationToken ct) : IDisposable
{
    private const int AtOnce = 64;

    private readonly SemaphoreSlim seats = new(AtOnce);
    private readonly Dictionary<string, Task> underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> slow = new(StringComparer.Ordinal);
    private ExceptionDispatchInfo? first;

    /// <summary>Returns when nobody is under way any more. One's trouble does not stop the others: the first fault is thrown at the end.</summary>
    /// <param name="accounts">Those whose turn it is at a tick.</param>
    /// <param name="untilTick">How long it is to the next.</param>
    public async Task Run(Func<IEnumerable<string>> accounts, Func<string, Task> work, Func<TimeSpan> untilTick)
    {
        do
        {
            foreach (var account in accounts().Where(a => !slow.Contains(a)).ToList())
            {
                underWay[account] = Work(account, work);
            }

            await AllOrTick(untilTick);
            foreach (var (account, _) in underWay.Where(w => w.Value.IsCompleted).ToList())
            {
                underWay.Remove(account);
            }

            slow.UnionWith(underWay.Keys); // they have one round in this run: whoever never answers must not keep it going for ever
        }
        while (underWay.Count > 0);

        ct.ThrowIfCancellationRequested();
        first?.Throw();
    }

    public void Dispose() => seats.Dispose();

    private async Task Work(string account, Func<string, Task> work)
    {
        await seats.WaitAsync(CancellationToken.None);
        try
        {
            ct.ThrowIfCancellationRequested();
            await work(account);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            first ??= ExceptionDispatchInfo.Capture(e);
        }
        catch (OperationCanceledException)
        {
            // the host stops, which is said at the end
        }
        finally
        {
            seats.Release();
        }
    }

    private async Task AllOrTick(Func<TimeSpan> untilTick)
    {
        var all = Task.WhenAll(underWay.Values);
        if (!all.IsCompleted)
        {
            using var done = new CancellationTokenSource();
            await Task.WhenAny(all, Task.Delay(untilTick(), time, done.Token));
            await done.CancelAsync();
        }
    }
}
