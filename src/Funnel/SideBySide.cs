using System.Runtime.ExceptionServices;

namespace Funnel;

/// <summary>Work on things that have nothing to do with each other and mostly wait for somebody else's answers.</summary>
public static class SideBySide
{
    private const int AtOnce = 32;

    /// <summary>Does the work for all, a bounded number at a time. One's trouble does not stop the others: the first fault is thrown when all are done.</summary>
    public static async Task Run<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken ct)
    {
        ExceptionDispatchInfo? first = null;
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct, TaskScheduler = TaskScheduler.Current }, async (item, _) =>
        {
            try
            {
                await work(item);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(e), null);
            }
        });
        first?.Throw();
    }
}
