namespace Funnel.Sandbox.Callbacks;

/// <summary>Everything that happens by itself after some time: people's moves and deliveries. Counts what is still to come.</summary>
internal sealed class Moves : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationToken stopped;
    private readonly Troubles troubles;
    private int pending;

    public Moves(Troubles troubles) => (this.troubles, stopped) = (troubles, stopping.Token);

    public bool Quiet => Volatile.Read(ref pending) == 0;

    public void Start(Func<CancellationToken, Task> move)
    {
        Interlocked.Increment(ref pending);
        _ = Run(move);
    }

    public Task Stop() => stopping.CancelAsync();

    public void Dispose() => stopping.Dispose();

    private async Task Run(Func<CancellationToken, Task> move)
    {
        try
        {
            await move(stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The sandbox ends; nobody waits for this move any more.
        }
        catch (Exception fault)
        {
            troubles.Add(fault);
        }
        finally
        {
            Interlocked.Decrement(ref pending);
        }
    }
}
