using System.ComponentModel.DataAnnotations;
using Funnel.Configuration;
using Funnel.Reasons;
using Funnel.Settings;
using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>
/// Kill switches: those of the configuration, and those that are thrown while the product runs, setting <c>switches</c>. <c>all</c> stops sending, as
/// <c>outreach.enabled</c> does; an account's stops whatever is done for it, as <c>accounts[].paused</c> does. What waits goes on within a minute after it is thrown back.
/// </summary>
public sealed class Switches(IOptions<FunnelOptions> options, SettingsStore settings) : ISettingKind
{
    public const string All = "all";
    private const string Kind = "switches";

    private readonly SettingsView<HashSet<string>> paused = new(settings, now =>
        now.OfKind(Kind).Where(s => JsonValue.Read<SwitchOptions>(s.Value!).Value?.Paused == true).Select(s => s.Id).ToHashSet(StringComparer.Ordinal));

    public string Name => Kind;

    public IReadOnlyDictionary<string, string> OfFile { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether nothing may be sent that a person would see.</summary>
    public bool IsSendingOff => !options.Value.Outreach.Enabled || IsAllPaused;

    /// <summary>Whether sending is stopped by the switch <see cref="All"/>.</summary>
    public bool IsAllPaused => paused.Now.Contains(All);

    /// <summary>Which of the two paused it, the configuration or the switch; null when it is not paused.</summary>
    public Reason? WhyPaused(AccountOptions account) =>
        account.Paused ? Reason.AccountPaused
        : IsOfAccount(account.Id) && paused.Now.Contains(account.Id) ? Reason.AccountSwitchedOff(account.Id)
        : null;

    public CheckedValue Check(string id, string text)
    {
        var (value, reader) = JsonValue.Read<SwitchOptions>(text);
        if (IsOfAccount(id) && options.Value.Accounts.All(a => !string.Equals(a.Id, id, StringComparison.Ordinal)))
        {
            reader.Complain("id", $"must be '{All}' or an account's: {string.Join(", ", options.Value.Accounts.Select(a => a.Id))}");
        }

        return new(value?.Paused == true ? """{"paused":true}""" : """{"paused":false}""", reader.Errors());
    }

    /// <summary>An account that is itself called <see cref="All"/> has only the configuration's switch.</summary>
    private static bool IsOfAccount(string id) => !string.Equals(id, All, StringComparison.Ordinal);

    private sealed class SwitchOptions
    {
        /// <summary>Whether it is thrown.</summary>
        [Required]
        public bool? Paused { get; set; }
    }
}
