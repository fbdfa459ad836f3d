namespace Funnel.Embedded.Commands;

internal static class Ending
{
    /// <summary>Waits until the command is asked to stop (Ctrl-C, SIGTERM) or the time is over.</summary>
    public static async Task Wait(CancellationToken ct, TimeSpan? atMost = null)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = ct.Register(() => stopped.TrySetResult());
        if (atMost is { } time)
        {
            await Task.WhenAny(stopped.Task, Task.Delay(time, TimeProvider.System, CancellationToken.None));
        }
        else
        {
            await stopped.Task;
        }
    }
}
