using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Outreach;

namespace Funnel;

/// <summary>The product's configuration: section <c>Funnel</c>. Connectors and triage have sections of their own beside these.</summary>
public sealed class FunnelOptions
{
    public const string Section = "Funnel";

    public List<AccountOptions> Accounts { get; set; } = [];

    public List<OfferOptions> Offers { get; set; } = [];

    public IntakeOptions Intake { get; set; } = new();

    public OutreachOptions Outreach { get; set; } = new();

    public ScheduleOptions Schedules { get; set; } = new();

    /// <summary>Secret behind the tokens in contact links, at least 16 characters; made and stored at the first start when absent.</summary>
    public string? TokenKey { get; set; }
}

/// <summary>When the timers run: six-field NCRONTAB, seconds first, UTC. Section <c>Funnel:Schedules</c>.</summary>
public sealed class ScheduleOptions
{
    public string PollComments { get; set; } = "*/10 * * * * *";

    public string KeepTokens { get; set; } = "0 */10 * * * *";

    public string Reconcile { get; set; } = "30 * * * * *";
}
