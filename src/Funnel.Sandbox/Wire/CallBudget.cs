namespace Funnel.Sandbox.Wire;

/// <summary>Counts the calls of one endpoint in fixed minutes, as rate limiters of this kind do.</summary>
internal sealed class CallBudget(int perMinute, TimeProvider time)
{
    private readonly Lock gate = new();
    private long minute;
    private int used;

    public bool Take()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (gate)
        {
            (minute, used) = now == minute ? (minute, used) : (now, 0);
            return used++ < perMinute;
        }
    }
}
