namespace Funnel.Console.Tests.Hosting;

/// <summary>A clock that stands still until a test moves it. Timers and timestamps stay real.</summary>
public sealed class Clock : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 3, 14, 6, 26, 53, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            now += by;
        }
    }
}
