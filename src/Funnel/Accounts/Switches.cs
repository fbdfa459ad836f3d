using System.ComponentModel.DataAnnotations;
using System.Text.Json;
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

    private readonly SettingsView<Thrown> thrown = new(settings, now => new(Ids(now, s => s.Paused == true), Ids(now, s => s.Held), Ids(now, s => s.DryRun)));

    public string Name => Kind;

    public IReadOnlyDictionary<string, string> OfFile { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether nothing may be sent that a person would see.</summary>
    public bool IsSendingOff => !options.Value.Outreach.Enabled || IsAllPaused;

    /// <summary>Looks for what was switched meanwhile where this process has not looked for long, because it stood still.</summary>
    /// <returns>Whether something was.</returns>
    /// <exception cref="Storage.StorageException">The store does not answer.</exception>
    internal Task<bool> CatchUp(CancellationToken ct) => settings.CatchUp(ct);

    /// <summary>Whether sending is stopped by the switch <see cref="All"/>.</summary>
    public bool IsAllPaused => thrown.Now.Paused.Contains(All);

    /// <summary>Which of the two paused it, the configuration or the switch; null when it is not paused.</summary>
    public Reason? WhyPaused(AccountOptions account) =>
        account.Paused ? Reason.AccountPaused
        : IsOfAccount(account.Id) && thrown.Now.Paused.Contains(account.Id) ? Reason.AccountSwitchedOff(account.Id)
        : null;

    public CheckedValue Check(string id, string text)
    {
        var (value, reader) = JsonValue.Read<SwitchOptions>(text);
        if (IsOfAccount(id) && options.Value.Accounts.All(a => !string.Equals(a.Id, id, StringComparison.Ordinal)))
        {
            reader.Complain("id", $"must be '{All}' or an account's: {string.Join(", ", options.Value.Accounts.Select(a => a.Id))}");
        }

        return new(value is null ? "{}" : JsonSerializer.Serialize(value, JsonSerializerOptions.Web), reader.Errors());
    }

    /// <summary>
    /// Why nothing is sent to people for the account, though it is made ready: <c>held</c> keeps it back, <c>dryRun</c> does so to show who would get what. What is held so
    /// goes out in its order when the switch is thrown back. Null when it may be sent.
    /// </summary>
    public Reason? WhyHeld(AccountOptions account) => Of(account, thrown.Now.Held) is { } held ? Reason.RepliesHeld(held) : Of(account, thrown.Now.DryRun) is { } dry ? Reason.DryRun(dry) : null;

    private static string? Of(AccountOptions account, HashSet<string> ids) => ids.Contains(All) ? All : ids.Contains(account.Id) ? account.Id : null;

    private static HashSet<string> Ids(SettingsSnapshot settings, Func<SwitchOptions, bool> isThrown) => settings.OfKind(Kind)
        .Where(s => JsonValue.Read<SwitchOptions>(s.Value!).Value is { } value && isThrown(value)).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>An account that is itself called <see cref="All"/> has only the configuration's switch.</summary>
    private static bool IsOfAccount(string id) => !string.Equals(id, All, StringComparison.Ordinal);

    private sealed record Thrown(HashSet<string> Paused, HashSet<string> Held, HashSet<string> DryRun);

    private sealed class SwitchOptions
    {
        /// <summary>Whether it is thrown.</summary>
        [Required]
        public bool? Paused { get; set; }

        /// <summary>Replies and messages are made ready and kept.</summary>
        public bool Held { get; set; }

        /// <summary>The same, to see who would get what.</summary>
        public bool DryRun { get; set; }
    }
}
