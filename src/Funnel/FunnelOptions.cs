using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Growth;
using Funnel.Hooks;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Privacy;

namespace Funnel;

/// <summary>The product's configuration: section <c>Funnel</c>. Connectors and triage have sections of their own beside these.</summary>
public sealed class FunnelOptions
{
    public const string Section = "Funnel";

    /// <summary>The merchant's accounts on video platforms.</summary>
    public List<AccountOptions> Accounts { get; set; } = [];

    /// <summary>What is promised, and where it applies: by video, then rules, then kind of inquiry.</summary>
    public List<OfferOptions> Offers { get; set; } = [];

    /// <summary>Groups into which contacts are invited.</summary>
    public List<GroupOptions> Groups { get; set; } = [];

    public IntakeOptions Intake { get; set; } = new();

    public OutreachOptions Outreach { get; set; } = new();

    public SendingOptions Sending { get; set; } = new();

    public KeepOptions Keep { get; set; } = new();

    public MeasureOptions Measure { get; set; } = new();

    public ChangesOptions Changes { get; set; } = new();

    /// <summary>Other systems that are told of changes, each at its address.</summary>
    public List<HookOptions> Hooks { get; set; } = [];

    /// <summary>When the timers run: the host's own settings, which stand beside the section.</summary>
    internal IReadOnlyDictionary<FunnelTimer, string> Schedules { get; set; } = FunnelTimer.Defaults;

    /// <summary>
    /// Secret behind the tokens in contact links, at least 16 characters, 8 of them different, as <c>openssl rand -base64 32</c> makes one;
    /// made and stored at the first start when absent. Never change it: with another key than the
    /// storage was worked on with nothing starts. Needed where several instances share a storage: it encrypts the stored tokens there.
    /// </summary>
    public string? TokenKey { get; set; }

    /// <summary>Keys that <c>tokenKey</c> was before, when it had to be changed: links that were handed out with them are still believed.</summary>
    public List<string> EarlierTokenKeys { get; set; } = [];
}
