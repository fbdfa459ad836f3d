namespace Funnel.Sandbox.Faults;

/// <summary>The clock that the platforms tell the time by: this machine's, unless <c>clock-skew</c> sets it off.</summary>
internal sealed class PlatformClock(TimeProvider machine, TimeSpan ahead) : TimeProvider
{
    private const int Steps = 1000;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => machine.GetUtcNow() + ahead;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>The same seed, the same skew.</summary>
    public static PlatformClock Of(TimeProvider machine, FaultDeck faults, TimeSpan most)
    {
        const string platform = "platforms";
        var skewed = faults.Holds(SandboxFaults.ClockSkew, platform);
        return new(machine, skewed ? most * (faults.Way(SandboxFaults.ClockSkew, platform, (2 * Steps) + 1) - Steps) / Steps : TimeSpan.Zero);
    }
}
