using System.Diagnostics;
using System.Text;
using Funnel.Accounts;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Demo.ByHand;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Review;
using Funnel.Sandbox;
using Funnel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Demo;

/// <param name="Port">0 takes a free one.</param>
/// <param name="Storage">SQLite in the data folder by default.</param>
internal sealed record DemoOptions(string Data, int Port, Action<IServiceCollection>? Storage = null)
{
    /// <summary>The host's clock; the sandbox has one of its own, as the platforms do.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Whose manners the host has; as configured when null.</summary>
    public HostProfile? Profile { get; init; }

    /// <summary>Settings that replace those of the sandbox's configuration, as <c>outreach:confirmAfter</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);
}

/// <summary>Sandbox and host in one process, from the first comment to the comparison of the books.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    /// <summary>After the last comment people finish what they are at, and so do we; whoever is slower than this is pending.</summary>
    private static readonly TimeSpan MostDraining = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly long began = Stopwatch.GetTimestamp();

    private readonly Operator? somebody;

    private DemoRun(SandboxServer sandbox, EmbeddedHost host, Operator? somebody) => (Sandbox, Host, this.somebody) = (sandbox, host, somebody);

    public SandboxServer Sandbox { get; }

    public EmbeddedHost Host { get; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(began);

    public static async Task<DemoRun> Start(DemoOptions options, SandboxServer sandbox, CancellationToken ct)
    {
        var configuration = HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration");
        foreach (var (key, value) in options.Settings)
        {
            configuration[$"{FunnelOptions.Section}:{key}"] = value;
        }

        ProfileOption.Apply(configuration, options.Profile);
        var host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, options.Data, options.Port, options.Storage, Quiet: true, options.Time), ct);
        try
        {
            return new(sandbox, host, await Operator.Start(sandbox, host, options.Data, ct));
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task<FunnelNumbers> Numbers(CancellationToken ct) => Numbers(Host, ct);

    private static Task<FunnelNumbers> Numbers(EmbeddedHost host, CancellationToken ct)
    {
        var funnel = host.Services.GetRequiredService<FunnelReader>();
        return funnel.Read(funnel.Today.AddDays(-1), funnel.Today.AddDays(1), ct); // tomorrow too: the clock may have been set back over midnight
    }

    /// <summary>Lets nobody new come, waits until everybody is done, stops the host and compares the books.</summary>
    public async Task<DemoResult> Finish(CancellationToken ct)
    {
        Sandbox.StopAudience();
        await Drain(Host, () => Task.FromResult((Sandbox.IsQuiet && somebody?.IsIdle is not false, Sandbox.Comments)), MostDraining, ct);
        await (somebody?.Stop() ?? Task.CompletedTask);
        await Host.Stop();
        return await Check(Host).Compare(Sandbox.Books, Elapsed, CancellationToken.None);
    }

    /// <summary>Waits until people are quiet, every comment was read, and no work is waiting, for a while on end.</summary>
    public static async Task Drain(EmbeddedHost host, Func<Task<(bool Quiet, int Comments)>> sandbox, TimeSpan atMost, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        for (var calm = 0; calm < 8 && Stopwatch.GetElapsedTime(began) < atMost && !ct.IsCancellationRequested;)
        {
            calm = await IsCalm(host, await sandbox()) ? calm + 1 : 0;
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    public static BookCheck Check(EmbeddedHost host) => new(
        host.Services.GetRequiredService<AccountBook>(), host.Services.GetRequiredService<FunnelReader>(), host.Services.GetRequiredService<LeadStore>(),
        host.Services.GetRequiredService<LeadLists>(), host.Services.GetRequiredService<ReviewDesk>(), host.Services.GetRequiredService<ReportReader>());

    public async ValueTask DisposeAsync()
    {
        await (somebody?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Host.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private static async Task<bool> IsCalm(EmbeddedHost host, (bool Quiet, int Comments) sandbox)
    {
        if (!sandbox.Quiet || (await Numbers(host, CancellationToken.None)).Comments < sandbox.Comments)
        {
            return false;
        }

        var queues = host.Services.GetRequiredService<IQueues>();
        foreach (var queue in QueueNames.All)
        {
            if (await queues.Count(queue, CancellationToken.None) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
