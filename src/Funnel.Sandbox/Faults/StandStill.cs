namespace Funnel.Sandbox.Faults;

/// <summary>Both platforms standing still together.</summary>
internal sealed class StandStill(FaultDeck faults, TimeSpan lasts, TimeProvider time)
{
    private long until;

    /// <summary>Perhaps it begins with this call.</summary>
    public void Perhaps()
    {
        if (faults.Strikes(SandboxFaults.Pause))
        {
            Interlocked.Exchange(ref until, time.GetTimestamp() + (long)(lasts.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Returns when nothing stands still.</summary>
    public Task Over(CancellationToken ct)
    {
        var left = Interlocked.Read(ref until) - time.GetTimestamp();
        return left > 0 ? Task.Delay(TimeSpan.FromSeconds((double)left / time.TimestampFrequency), time, ct) : Task.CompletedTask;
    }
}
