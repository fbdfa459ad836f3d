namespace Funnel.Embedded.Triggers;

/// <summary>What the embedded host decides for itself; everything that both hosts share is in <see cref="HostJson"/>.</summary>
internal sealed class FunctionHostOptions
{
    /// <summary>
    /// How long a received message stays hidden before it must be renewed (at half of this time); 1 s to 7 days, default 30 s. The Functions
    /// host takes 10 minutes, so a message whose process was killed waits that long; here there is one process, and it may be back in seconds.
    /// </summary>
    public TimeSpan MessageLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running functions may go on after the host was asked to stop, before they are cancelled. Default 20 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the host waits for cancelled functions to notice, before it leaves without them. Default 2 s.</summary>
    public TimeSpan CutOffAllowance { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Largest HTTP request body in bytes; default 1 MiB. Larger ones are answered 413.</summary>
    public long MaxRequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Whether a message enqueued in this process wakes its queue at once instead of at the next look.</summary>
    public bool Nudge { get; set; } = true;

    /// <summary>Folder for generated keys and remembered schedules; null when nothing may be kept.</summary>
    public string? DataFolder { get; set; }

    /// <summary>What is out of its range.</summary>
    public IEnumerable<string> Errors()
    {
        if (MessageLease < TimeSpan.FromSeconds(1) || MessageLease > TimeSpan.FromDays(7))
        {
            yield return $"MessageLease must be 1 s to 7 days, is {MessageLease}.";
        }

        if (StopGrace < TimeSpan.Zero || CutOffAllowance < TimeSpan.Zero)
        {
            yield return $"StopGrace and CutOffAllowance must not be negative, are {StopGrace} and {CutOffAllowance}.";
        }

        if (MaxRequestBodyBytes < 1)
        {
            yield return $"MaxRequestBodyBytes must be at least 1, is {MaxRequestBodyBytes}.";
        }
    }
}
