using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Outreach;
using Microsoft.Extensions.Configuration;

namespace Funnel;

/// <summary>The product's configuration: section <c>Funnel</c>. Connectors and triage have sections of their own beside these.</summary>
public sealed class FunnelOptions
{
    public const string Section = "Funnel";

    public List<AccountOptions> Accounts { get; set; } = [];

    public List<OfferOptions> Offers { get; set; } = [];

    public IntakeOptions Intake { get; set; } = new();

    public OutreachOptions Outreach { get; set; } = new();

    /// <summary>When the timers run: the host's own settings, which stand beside the section.</summary>
    internal TimerSchedules Schedules { get; set; } = new();

    /// <summary>Secret behind the tokens in contact links, at least 16 characters; made and stored at the first start when absent.</summary>
    public string? TokenKey { get; set; }
}

/// <summary>When the timers run, six-field NCRONTAB. The host runs them; the product judges by it what is late.</summary>
internal sealed record TimerSchedules(
    string PollComments = "*/10 * * * * *", string KeepTokens = "0 */10 * * * *", string Reconcile = "30 * * * * *")
{
    public static TimerSchedules Read(IConfiguration settings)
    {
        var usual = new TimerSchedules();
        return new(
            settings["PollSchedule"] ?? usual.PollComments, settings["KeepTokensSchedule"] ?? usual.KeepTokens, settings["ReconcileSchedule"] ?? usual.Reconcile);
    }
}
