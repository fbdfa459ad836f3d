using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Funnel.Triage;

namespace Funnel.Tests.Triage;

public sealed class CorrectionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-120)]
    public async Task What_another_process_learned_is_known_in_seconds_also_when_the_clock_was_set_back(int minutes)
    {
        var (rows, clock) = (new MemoryRows(), new SimulatedClock(World.Start));
        var (one, two) = (new Corrections(TriageModel.Shipped, rows, clock), new Corrections(TriageModel.Shipped, rows, clock));
        Assert.Equal(0, (await one.Of("shop", CancellationToken.None)).Count);
        clock.Set(TimeSpan.FromMinutes(minutes));
        await two.Learn("shop", "id", "蹲", inquiry: true, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, (await one.Of("shop", CancellationToken.None)).Count);
    }
}
