namespace Funnel.Connectors.WeCom;

/// <summary>Lets many callers share one running piece of work. A caller that gives up does not stop it for the others.</summary>
internal sealed class SingleFlight<T>
{
    private readonly Lock gate = new();
    private Task<T>? running;

    /// <param name="work">Started when none is running. It gets no caller's cancellation, so it must end by itself.</param>
    public Task<T> Run(Func<Task<T>> work, CancellationToken ct)
    {
        lock (gate)
        {
            running ??= Task.Run(() => Fly(work), CancellationToken.None);
            return running.WaitAsync(ct);
        }
    }

    private async Task<T> Fly(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            lock (gate)
            {
                running = null;
            }
        }
    }
}
