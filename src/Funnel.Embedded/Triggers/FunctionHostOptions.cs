namespace Funnel.Embedded.Triggers;

/// <summary>What the embedded host decides for itself; everything that both hosts share is in <see cref="HostJson"/>.</summary>
internal sealed class FunctionHostOptions
{
    /// <summary>
    /// How long a received message stays hidden before it must be renewed (at half of this time); 1 s to 7 days, default 30 s: a shop wants
    /// the work of a killed process back at once, and with one process it may be back in seconds.
    /// </summary>
    public TimeSpan MessageLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a timer belongs to a process that was killed, 1 s to 1 h; null when every process runs every timer. Needs <see cref="Storage.IRows"/>.</summary>
    public TimeSpan? TimerLease { get; set; }

    /// <summary>Whether a run is cancelled when its message was taken by somebody else, so that the same work is not done twice at once.</summary>
    public bool CancelWhenLost { get; set; } = true;

    /// <summary>Whether the message of a run that the stopping host cut off is visible at once, instead of after the visibility timeout.</summary>
    public bool ReturnWhenCutOff { get; set; } = true;

    /// <summary>How long running functions may go on after the host was asked to stop, before they are cancelled. Default 20 s.</summary>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the host waits for cancelled functions to notice, before it leaves without them. Default 2 s.</summary>
    public TimeSpan CutOffAllowance { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Largest HTTP request body in bytes; default 64 MiB. Larger ones are answered 413. Each function takes far less and reads no further; this is how much an operator may
    /// choose by mistake and still be told in words.
    /// </summary>
    public long MaxRequestBodyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Whether a message enqueued in this process wakes its queue at once instead of at the next look.</summary>
    public bool Nudge { get; set; } = true;

    /// <summary>Folder for generated keys and remembered schedules; null when nothing may be kept.</summary>
    public string? DataFolder { get; set; }

    /// <summary>
    /// As the Functions host behaves, wherever this one is kinder: what runs well here then runs well there. Its numbers are constants of the
    /// host (Azure/azure-sdk-for-net, QueueListener; Azure/azure-webjobs-sdk, SingletonOptions), which no setting of ours changes.
    /// </summary>
    public void BeAsAzure()
    {
        MessageLease = TimeSpan.FromMinutes(10);
        TimerLease = TimeSpan.FromSeconds(60);
        StopGrace = TimeSpan.Zero;
        Nudge = false;
        CancelWhenLost = false;
        ReturnWhenCutOff = false;
    }

    /// <summary>What is out of its range.</summary>
    public IEnumerable<string> Errors()
    {
        if (MessageLease < TimeSpan.FromSeconds(1) || MessageLease > TimeSpan.FromDays(7))
        {
            yield return $"MessageLease must be 1 s to 7 days, is {MessageLease}.";
        }

        if (TimerLease < TimeSpan.FromSeconds(1) || TimerLease > TimeSpan.FromHours(1))
        {
            yield return $"TimerLease must be 1 s to 1 h, is {TimerLease}.";
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
