using Funnel.Configuration.Rules;

namespace Funnel.Configuration;

/// <summary>When the timers run: six-field cron, seconds first, UTC. Section <c>schedules</c> of a file.</summary>
public sealed class ScheduleOptions
{
    public const string Section = "schedules";

    private const string Schedule = "a schedule";

    /// <summary>When comments are read: six-field cron, seconds first, UTC. On Azure the setting <c>PollSchedule</c>.</summary>
    [StandsAs(FunnelTimer.PollSetting, Schedule)]
    public string PollComments { get; set; } = FunnelTimer.PollComments.Default;

    /// <summary>When tokens are renewed that end soon: cron as above. On Azure the setting <c>KeepTokensSchedule</c>.</summary>
    [StandsAs(FunnelTimer.KeepTokensSetting, Schedule)]
    public string KeepTokens { get; set; } = FunnelTimer.KeepTokens.Default;

    /// <summary>When arrivals, stalled and failed work are looked for: cron as above. On Azure the setting <c>ReconcileSchedule</c>.</summary>
    [StandsAs(FunnelTimer.ReconcileSetting, Schedule)]
    public string Reconcile { get; set; } = FunnelTimer.Reconcile.Default;

    /// <summary>When erasures go on, and what is over its keeping time is forgotten, a slice each time: cron as above. On Azure the setting <c>ForgetSchedule</c>.</summary>
    [StandsAs(FunnelTimer.ForgetSetting, Schedule)]
    public string Forget { get; set; } = FunnelTimer.Forget.Default;

    internal IReadOnlyDictionary<FunnelTimer, string> ByTimer() => new Dictionary<FunnelTimer, string>
    {
        [FunnelTimer.PollComments] = PollComments,
        [FunnelTimer.KeepTokens] = KeepTokens,
        [FunnelTimer.Reconcile] = Reconcile,
        [FunnelTimer.Forget] = Forget,
    };
}
