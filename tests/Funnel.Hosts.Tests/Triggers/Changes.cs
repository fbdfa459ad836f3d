namespace Funnel.Hosts.Tests.Triggers;

/// <summary>Waits for conditions about things that announce their changes. Gives up after ten real seconds.</summary>
public sealed class Changes
{
    private TaskCompletionSource _next = New();

    public void Notice() => Interlocked.Exchange(ref _next, New()).SetResult();

    public async Task Until(Func<bool> condition)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (condition())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
