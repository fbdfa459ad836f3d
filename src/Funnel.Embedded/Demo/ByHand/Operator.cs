using Funnel.Embedded.Commands;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo.ByHand;

/// <summary>
/// The merchant's people in a demo: they hand over the comments of platforms that no host can read, and do what waits to be done by hand. They know of the host only what its
/// routes tell scripts, and of the platforms what stands there.
/// </summary>
internal sealed class Operator : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource stopping = new();
    private readonly HostClient host;
    private readonly HostClient sandbox;
    private readonly Handover[] handovers;
    private readonly TaskWork[] works;
    private Task rounds = Task.CompletedTask;

    private Operator(IReadOnlyList<SandboxSource> sources, bool grows, HostClient host, HostClient sandbox)
    {
        (this.host, this.sandbox) = (host, sandbox);
        handovers = [.. sources.Where(s => s.IsHandedOver).Select(s => new Handover(s, host, sandbox))];
        works = [.. sources.Where(s => s.HasOperator || grows).Select(s => new TaskWork(s, onlyRewards: !s.HasOperator, host, sandbox))];
    }

    /// <summary>Nothing was there to be done at the last look.</summary>
    public bool IsIdle { get; private set; }

    /// <returns>Null where nobody is needed.</returns>
    /// <exception cref="StartupException">The host's key cannot be read.</exception>
    public static async Task<Operator?> Start(SandboxServer sandbox, EmbeddedHost host, string data, CancellationToken ct)
    {
        if (!sandbox.Grows && !sandbox.Sources.Any(s => s.HasOperator || s.IsHandedOver))
        {
            return null;
        }

        var key = await RunningHost.KeyOf(data, "default", ct);
        var somebody = new Operator(sandbox.Sources, sandbox.Grows, new(host.BaseUrl, key), new(sandbox.BaseUrl, ""));
        somebody.rounds = somebody.Go();
        return somebody;
    }

    /// <summary>Goes home after what is in their hands. Idempotent.</summary>
    public async Task Stop()
    {
        await stopping.CancelAsync();
        await rounds;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        stopping.Dispose();
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    private async Task Go()
    {
        while (!stopping.IsCancellationRequested)
        {
            IsIdle = !await Round();
            await Task.Delay(Pause, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What was begun is finished, so that nothing is done of which the host is not told; whatever the host refuses or does not answer is looked at again in the next round.</summary>
    /// <returns>Whether there was anything to do.</returns>
    private async Task<bool> Round()
    {
        var did = false;
        try
        {
            foreach (var handover in handovers)
            {
                did |= await handover.Go(CancellationToken.None);
            }

            foreach (var work in works)
            {
                did |= await work.Go(CancellationToken.None);
            }

            return did;
        }
        catch (StartupException)
        {
            return true;
        }
    }
}
