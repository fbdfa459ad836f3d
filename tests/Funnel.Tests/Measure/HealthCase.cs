using Funnel.Measure;

namespace Funnel.Tests.Measure;

/// <summary>A host and what its health says.</summary>
public abstract class HealthCase : IAsyncDisposable
{
    private protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private protected readonly HealthBench bench = new();

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<HealthReport> Well()
    {
        var report = await bench.Ask();
        Assert.Empty(report.Wrong);
        Assert.True(report.Ok);
        return report;
    }

    private protected async Task<HealthReport> Wrong(string says)
    {
        var report = await bench.Ask();
        Assert.False(report.Ok);
        Assert.StartsWith(says, Assert.Single(report.Wrong), StringComparison.Ordinal);
        return report;
    }
}
