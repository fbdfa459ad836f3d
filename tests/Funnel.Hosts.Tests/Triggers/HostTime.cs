namespace Funnel.Hosts.Tests.Triggers;

/// <summary>A clock for code that works on threads of its own: it moves when that code waits for it.</summary>
public sealed class HostTime() : ManualTime(new DateTimeOffset(2026, 3, 1, 8, 0, 3, TimeSpan.Zero))
{
    private readonly Changes _changes = new();

    /// <summary>Whether nothing is being worked on; <see cref="StepUntil"/> moves the clock only then, so that slow threads lose no time.</summary>
    public Func<bool> IsQuiet { get; set; } = () => true;

    /// <summary>Waits until code under test has asked to be woken after exactly this time.</summary>
    public Task Armed(TimeSpan dueIn) => _changes.Until(() => Waits.Contains(dueIn));

    /// <summary>Moves on from timer to timer, only to those at most <paramref name="step"/> ahead, until the condition holds.</summary>
    public async Task StepUntil(Func<bool> condition, TimeSpan step)
    {
        for (var steps = 0; !condition(); steps++)
        {
            Assert.True(steps < 10_000, "The condition did not come to hold.");
            await _changes.Until(() => condition() || (IsQuiet() && Waits.Any(wait => wait <= step)));
            if (!condition())
            {
                Advance(Waits.DefaultIfEmpty(TimeSpan.Zero).Min());
            }
        }
    }

    public void Notice() => _changes.Notice();

    protected override void Changed() => Notice();
}
