using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Leads;
using Funnel.Tests.Simulation;
using Funnel.Triage;

namespace Funnel.Tests.Triage;

public sealed class CorrectionsTests
{
    private readonly HookedRows rows = new(new MemoryRows());
    private readonly SimulatedClock clock = new(World.Start);
    private readonly Corrections corrections;

    public CorrectionsTests() => corrections = new(TriageModel.Shipped, rows, clock);

    [Fact]
    public async Task Pages_side_by_side_share_one_read_for_some_seconds()
    {
        var answer = new TaskCompletionSource();
        rows.BeforeFind = () => answer.Task;
        var pages = Enumerable.Range(0, 24).Select(_ => corrections.Of("shop", default).AsTask()).ToList();
        answer.SetResult();
        await Task.WhenAll(pages);
        Assert.Equal(1, rows.Finds);

        await corrections.Of("studio", default);
        Assert.Equal(2, rows.Finds);

        clock.Advance(TimeSpan.FromSeconds(6));
        await corrections.Of("shop", default);
        Assert.Equal(3, rows.Finds);
    }

    [Fact]
    public async Task A_read_that_failed_is_tried_again_by_the_next_page()
    {
        rows.BeforeFind = () => throw new StorageException("away");
        await Assert.ThrowsAsync<StorageException>(async () => await corrections.Of("shop", default));
        rows.BeforeFind = () => Task.CompletedTask;
        Assert.Equal(AccountCorrection.None, await corrections.Of("shop", default));
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_read_of_the_others()
    {
        var answer = new TaskCompletionSource();
        rows.BeforeFind = () => answer.Task;
        using var stop = new CancellationTokenSource();
        var (one, two) = (corrections.Of("shop", stop.Token).AsTask(), corrections.Of("shop", default).AsTask());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        answer.SetResult();
        Assert.Equal(AccountCorrection.None, await two);
        Assert.Equal(1, rows.Finds);
    }

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
