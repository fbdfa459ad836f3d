namespace Funnel.Configuration;

/// <summary>A timer of the product. Its schedule is a setting that stands beside section <c>Funnel</c>: the host runs it, the product judges by it what is late.</summary>
/// <param name="Name">Its function's name: what the health check calls it.</param>
/// <param name="Setting">
/// The setting that its trigger names. Of one word: triggers are also read by Azure's scale controllers, which have failed on <c>:</c> and <c>__</c>
/// (https://github.com/Azure/azure-functions-dotnet-worker/issues/849).
/// </param>
/// <param name="InFile">Its name under <c>schedules</c> in the embedded host's file.</param>
/// <param name="Default">Six-field NCRONTAB, seconds first, UTC.</param>
public sealed record FunnelTimer(string Name, string Setting, string InFile, string Default)
{
    public const string PollSetting = "PollSchedule";
    public const string KeepTokensSetting = "KeepTokensSchedule";
    public const string ReconcileSetting = "ReconcileSchedule";
    public const string ForgetSetting = "ForgetSchedule";

    public static FunnelTimer PollComments { get; } = new("PollComments", PollSetting, "pollComments", "*/10 * * * * *");

    public static FunnelTimer KeepTokens { get; } = new("KeepTokens", KeepTokensSetting, "keepTokens", "0 */10 * * * *");

    public static FunnelTimer Reconcile { get; } = new("Reconcile", ReconcileSetting, "reconcile", "30 * * * * *");

    public static FunnelTimer Forget { get; } = new("Forget", ForgetSetting, "forget", "15 * * * * *");

    public static IReadOnlyList<FunnelTimer> All { get; } = [PollComments, KeepTokens, Reconcile, Forget];

    /// <summary>When each timer runs that nobody has set.</summary>
    internal static IReadOnlyDictionary<FunnelTimer, string> Defaults { get; } = All.ToDictionary(t => t, t => t.Default);
}
