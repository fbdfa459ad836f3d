using Funnel.Storage.InMemory;
using Funnel.Storage.Tests.Sqlite;

namespace Funnel.Storage.Tests.Queues;

/// <summary>A clock that is set back keeps no message hidden for longer than it was to be. (Azure's queues have a clock of their own.)</summary>
public sealed class SetBackTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = 30 * Second;
    private readonly SqliteFolder folder = new();

    public static TheoryData<string, int> Cases => new()
    {
        { "memory", 2 }, { "memory", 7200 }, { "sqlite", 2 }, { "sqlite", 120 }, { "sqlite", 7200 }, { "sqlite", 8 * 3600 },
    };

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_is_hidden_or_delayed_comes_in_its_time(string store, int seconds)
    {
        var queues = Open(store);
        await queues.Enqueue("work", "hidden", TimeSpan.Zero, default);
        Assert.Single(await queues.Receive("work", 32, Lease, default));
        await queues.Enqueue("work", "delayed", Lease, default);

        folder.Time.Set(-seconds * Second);
        await queues.Enqueue("work", "after", Lease, default);
        folder.Time.Advance(Lease - (2 * Second));
        Assert.Empty(await queues.Receive("work", 32, Lease, default));
        folder.Time.Advance(4 * Second); // up to a second of the time before is not known any more
        Assert.Equal(["hidden", "delayed", "after"], (await queues.Receive("work", 32, Lease, default)).Select(m => m.Body));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Hiding_anew_counts_from_now(string store, int seconds)
    {
        var queues = Open(store);
        await queues.Enqueue("work", "one", TimeSpan.Zero, default);
        var message = Assert.Single(await queues.Receive("work", 32, Lease, default));
        folder.Time.Set(-seconds * Second);
        Assert.NotNull(await queues.Hide("work", message, 10 * Second, default));
        folder.Time.Advance(9 * Second);
        Assert.Empty(await queues.Receive("work", 32, Lease, default));
        folder.Time.Advance(3 * Second);
        Assert.Single(await queues.Receive("work", 32, Lease, default));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(7200)]
    public async Task A_process_that_starts_after_the_clock_was_set_back_goes_on_too(int seconds)
    {
        var before = SqliteStoreOf();
        await before.Queues.Enqueue("work", "hidden", TimeSpan.Zero, default);
        Assert.Single(await before.Queues.Receive("work", 32, Lease, default));
        await before.DisposeAsync();

        folder.Time.Set(-seconds * Second);
        var queues = Open("sqlite");
        folder.Time.Advance(2 * Second);
        Assert.Empty(await queues.Receive("work", 32, Lease, default));
        folder.Time.Advance(Lease);
        Assert.Single(await queues.Receive("work", 32, Lease, default));
    }

    [Fact]
    public async Task Processes_that_share_the_file_take_it_for_one_step()
    {
        var (one, two) = (Open("sqlite"), Open("sqlite"));
        await one.Enqueue("work", "first", Lease, default);
        Assert.Empty(await two.Receive("work", 32, Lease, default));
        folder.Time.Set(-7200 * Second);
        await one.Enqueue("work", "second", Lease, default);
        await two.Enqueue("work", "third", Lease, default);
        folder.Time.Advance(Lease - (2 * Second));
        Assert.Empty(await one.Receive("work", 32, Lease, default)); // had both moved it, they would be visible
        Assert.Empty(await two.Receive("work", 32, Lease, default));
        folder.Time.Advance(4 * Second);
        Assert.Equal(3, (await two.Receive("work", 32, Lease, default)).Count);
    }

    [Fact]
    public async Task When_the_clock_is_right_again_nothing_waits_either()
    {
        var queues = Open("sqlite");
        await queues.Enqueue("work", "one", TimeSpan.Zero, default);
        folder.Time.Set(-7200 * Second);
        Assert.Single(await queues.Receive("work", 32, Lease, default));
        folder.Time.Advance(7200 * Second);
        Assert.Single(await queues.Receive("work", 32, Lease, default));
        folder.Time.Set(-7200 * Second);
        Assert.Empty(await queues.Receive("work", 32, Lease, default)); // a host looks every second
        folder.Time.Advance(Lease + (2 * Second));
        Assert.Single(await queues.Receive("work", 32, Lease, default));
    }

    private IQueues Open(string store) => string.Equals(store, "memory", StringComparison.Ordinal) ? new MemoryQueues(folder.Time) : SqliteStoreOf().Queues;

    private Funnel.Embedded.Sqlite.SqliteStore SqliteStoreOf() => folder.Open();
}
