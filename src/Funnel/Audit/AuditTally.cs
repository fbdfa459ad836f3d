using Microsoft.Extensions.Hosting;

namespace Funnel.Audit;

/// <summary>
/// What is refused to strangers: counted, and written as one line for many alike every <see cref="Period"/>, so that nobody can fill the audit by knocking. A process
/// that is killed takes the latest of these with it.
/// </summary>
public sealed class AuditTally(AuditLog audit, TimeProvider time) : BackgroundService
{
    /// <summary>Lines that are written at once at most; what more there is stands in lines without an address.</summary>
    private const int MaxLines = 50;

    private readonly Lock gate = new();
    private Dictionary<(string By, string What, string On, string? Address), int> counts = [];

    /// <summary>How long a refusal waits at most until it is written.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Counts one.</summary>
    /// <inheritdoc cref="AuditLine(string, string, string)" path="/param"/>
    /// <param name="address">Where it came from.</param>
    public void Note(string by, string what, string on, string? address)
    {
        lock (gate)
        {
            var key = (by, what, on, address);
            if (counts.Count >= MaxLines && !counts.ContainsKey(key))
            {
                key = (AuditLine.Nobody, what, "", null);
            }

            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Writes what was counted.</summary>
    public async Task Flush()
    {
        Dictionary<(string By, string What, string On, string? Address), int> counted;
        lock (gate)
        {
            (counted, counts) = (counts, []);
        }

        foreach (var ((by, what, on, address), count) in counted)
        {
            await audit.Write(new(by, what, on) { Address = address, Count = count });
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, time, stoppingToken);
                await Flush();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Last();
        }
    }

    private async Task Last()
    {
        try
        {
            await Flush();
        }
        catch (ObjectDisposedException)
        {
            // The host went without stopping: as good as killed.
        }
    }
}
