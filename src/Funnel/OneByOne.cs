using System.Runtime.ExceptionServices;

namespace Funnel;

/// <summary>Work on things that have nothing to do with each other.</summary>
public static class OneByOne
{
    /// <summary>Does the work for each, one after the other. One's trouble does not stop the others: the first fault is thrown when all had their turn.</summary>
    public static async Task Run<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken ct)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var item in items)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                await work(item);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        first?.Throw();
    }
}
