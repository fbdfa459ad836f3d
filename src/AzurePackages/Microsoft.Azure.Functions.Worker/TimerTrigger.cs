namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function at the times of a six-field NCRONTAB expression (seconds first, UTC), or of the setting named <c>%Name%</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Also runs when the host starts. For development: every instance that scales out runs it.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether the schedule is remembered across restarts, so that a slot missed while down is made up once.</summary>
    public bool UseMonitor { get; set; } = true;
}

/// <summary>What a timer function is told about its run.</summary>
public sealed class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run is later than its slot.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The timer's schedule around this run, in UTC.</summary>
public sealed class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
