namespace Funnel.Hosts.Tests.Triggers;

/// <summary>What the functions of these tests do: write down that they ran, then behave as the test says.</summary>
public sealed class Probe(HostTime time)
{
    private readonly Lock _lock = new();
    private readonly Changes _changes = new();
    private readonly List<Run> _runs = [];

    /// <summary>What a run does after it was written down.</summary>
    public Func<Run, CancellationToken, Task> Behaviour { get; set; } = (_, _) => Task.CompletedTask;

    public IReadOnlyList<Run> Runs
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs];
            }
        }
    }

    public int Running { get; private set; }

    public int MostRunning { get; private set; }

    public int Cancelled { get; private set; }

    public async Task Enter(object input, CancellationToken ct)
    {
        var run = new Run(input, time.GetUtcNow());
        Change(() =>
        {
            _runs.Add(run);
            MostRunning = Math.Max(MostRunning, ++Running);
        });
        try
        {
            await Behaviour(run, ct);
        }
        catch (OperationCanceledException)
        {
            Change(() => Cancelled++);
            throw;
        }
        finally
        {
            Change(() => Running--);
        }
    }

    public Task Until(Func<Probe, bool> condition) => _changes.Until(() => condition(this));

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }

        _changes.Notice();
        time.Notice();
    }

    public sealed record Run(object Input, DateTimeOffset At);
}
