namespace Funnel.Console.Today;

/// <summary>
/// A reading that many pages share. It is kept for a second, or for nine times as long as it took: however many operators look, reading takes
/// at most a tenth of the time.
/// </summary>
internal sealed class Remembered<T>(Func<CancellationToken, Task<T>> read, TimeProvider time) : IDisposable where T : class
{
    private const int Patience = 9;
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1, 1);
    private T? value;
    private long readAt;
    private TimeSpan keep;
    private int stale = 1;

    public async Task<T> Get(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (Interlocked.Exchange(ref stale, 0) == 1 || value is null || time.GetElapsedTime(readAt) >= keep)
            {
                var started = time.GetTimestamp();
                value = await read(ct);
                readAt = time.GetTimestamp();
                var took = time.GetElapsedTime(started, readAt) * Patience;
                keep = took > AtLeast ? took : AtLeast;
            }

            return value;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The next one who asks gets a fresh reading, also when another is under way now.</summary>
    public void Forget() => Volatile.Write(ref stale, 1);

    public void Dispose() => gate.Dispose();
}
