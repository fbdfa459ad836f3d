using System.Diagnostics;
using System.Text;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Review;
using Funnel.Sandbox;
using Funnel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Demo;

/// <param name="Port">0 takes a free one.</param>
/// <param name="Storage">SQLite in the data folder by default.</param>
internal sealed record DemoOptions(string Data, int Port, Action<IServiceCollection>? Storage = null);

/// <summary>Sandbox and host in one process, from the first comment to the comparison of the books.</summary>
internal sealed class DemoRun : IAsyncDisposable
{
    /// <summary>After the last comment people finish what they are at, and so do we; whoever is slower than this is pending.</summary>
    private static readonly TimeSpan MostDraining = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly long began = Stopwatch.GetTimestamp();

    private DemoRun(SandboxServer sandbox, EmbeddedHost host) => (Sandbox, Host) = (sandbox, host);

    public SandboxServer Sandbox { get; }

    public EmbeddedHost Host { get; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(began);

    public static async Task<DemoRun> Start(DemoOptions options, SandboxServer sandbox, CancellationToken ct)
    {
        var configuration = HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration");
        var host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, options.Data, options.Port, options.Storage, Quiet: true), ct);
        return new(sandbox, host);
    }

    public Task<FunnelNumbers> Numbers(CancellationToken ct)
    {
        var funnel = Host.Services.GetRequiredService<FunnelReader>();
        return funnel.Read(funnel.Today.AddDays(-1), funnel.Today, ct);
    }

    /// <summary>Lets nobody new come, waits until everybody is done, stops the host and compares the books.</summary>
    public async Task<DemoResult> Finish(CancellationToken ct)
    {
        Sandbox.StopAudience();
        var calm = 0;
        var until = Elapsed + MostDraining;
        while (calm < 8 && Elapsed < until && !ct.IsCancellationRequested)
        {
            calm = await IsCalm() ? calm + 1 : 0;
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }

        var services = Host.Services;
        var check = new BookCheck(
            services.GetRequiredService<AccountBook>(), services.GetRequiredService<FunnelReader>(), services.GetRequiredService<LeadStore>(),
            services.GetRequiredService<LeadLists>(), services.GetRequiredService<ReviewDesk>());
        await Host.Stop();
        return await check.Compare(Sandbox.Books, Elapsed, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    /// <summary>People are quiet, every comment was read, and no work is waiting.</summary>
    private async Task<bool> IsCalm()
    {
        if (!Sandbox.IsQuiet || (await Numbers(CancellationToken.None)).Comments < Sandbox.Comments)
        {
            return false;
        }

        var queues = Host.Services.GetRequiredService<IQueues>();
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
