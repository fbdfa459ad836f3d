using Funnel.Connectors;

namespace Funnel.Tests.Connectors;

public sealed class DeliveryWindowTests
{
    private readonly DeliveryWindow window = new();
    private int taken;

    [Fact]
    public async Task A_delivery_is_taken_in_once_a_connector()
    {
        Assert.True(await Tell("douyin", "d"));
        Assert.False(await Tell("douyin", "d"));
        Assert.True(await Tell("wecom", "d"));
        Assert.Equal(2, taken);
    }

    [Fact]
    public async Task What_has_no_id_is_always_taken_in()
    {
        Assert.True(await Tell("douyin", null));
        Assert.True(await Tell("douyin", null));
    }

    [Fact]
    public async Task What_failed_half_way_is_taken_in_with_the_next_try()
    {
        await Assert.ThrowsAsync<IOException>(() => window.Once("douyin", "d", () => Task.FromException(new IOException()), default));
        Assert.True(await Tell("douyin", "d"));
        Assert.False(await Tell("douyin", "d"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_told_meanwhile_waits_and_is_taken_in_only_when_the_first_fails(bool fails)
    {
        var gate = new TaskCompletionSource();
        var first = window.Once("douyin", "d", () => gate.Task, default);
        var others = Enumerable.Range(0, 20).Select(_ => Tell("douyin", "d")).ToList();
        Assert.All(others, o => Assert.False(o.IsCompleted));
        if (fails)
        {
            gate.SetException(new IOException());
            await Assert.ThrowsAsync<IOException>(() => first);
        }
        else
        {
            gate.SetResult();
            Assert.True(await first);
        }

        Assert.Equal(fails ? 1 : 0, (await Task.WhenAll(others)).Count(did => did));
        Assert.Equal(fails ? 1 : 0, taken);
    }

    [Fact]
    public async Task The_latest_are_remembered_and_the_oldest_forgotten()
    {
        for (var i = 0; i <= 2 * DeliveryWindow.Remembered; i++)
        {
            await Tell("douyin", $"{i}");
        }

        Assert.False(await Tell("douyin", $"{2 * DeliveryWindow.Remembered}"));
        Assert.False(await Tell("douyin", $"{DeliveryWindow.Remembered + 1}"));
        Assert.True(await Tell("douyin", "0"));
    }

    private Task<bool> Tell(string connector, string? id) => window.Once(connector, id, () => Task.FromResult(Interlocked.Increment(ref taken)), default);
}
