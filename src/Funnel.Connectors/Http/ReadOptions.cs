using System.ComponentModel.DataAnnotations;

namespace Funnel.Connectors.Http;

/// <summary>How often and how fast failed reads are tried again. Sends never are.</summary>
public sealed class ReadOptions
{
    /// <summary>How often a failed read is tried again. Sends are never tried again.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Mean wait before the first retry of a read; doubles each time, with jitter of one half up and down.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>After so many failed reads in a row, reads are refused for <see cref="BreakFor"/> without asking the platform.</summary>
    [Range(1, 1_000)]
    public int BreakAfter { get; set; } = 8;

    /// <summary>How long reads stay refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(15);
}
