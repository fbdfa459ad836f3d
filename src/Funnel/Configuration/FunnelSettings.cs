using Funnel.Outreach;
using Funnel.Triage;
using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>The configuration is wrong. Names everything that is, at once.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception($"The configuration has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(e => "  - " + e))}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}

/// <summary>Reads and checks section <c>Funnel</c>: shape first, then what must fit together.</summary>
public static class FunnelSettings
{
    /// <summary>Reply length against which wordings are linted before a platform is known.</summary>
    private const int PublicChars = 100;
    private const int PrivateChars = 1_000;

    /// <summary>Sections that connectors and hosts read and check themselves.</summary>
    private static readonly string[] Elsewhere = ["douyin", "weCom", "host", "console", "triage", "schedules"];

    /// <summary>Reads the product's part.</summary>
    /// <param name="sources">Names of the sources there are; by default those that have a section.</param>
    /// <param name="errors">Gets every mistake, with its path.</param>
    public static (FunnelOptions Options, TriageOptions Triage) Read(IConfigurationSection section, IReadOnlyList<string>? sources, List<string> errors)
    {
        var reader = new SettingsReader(section.Path);
        var options = reader.Read<FunnelOptions>(section, Elsewhere);
        var triage = reader.Read<TriageOptions>(section.GetSection("triage"));
        var names = (sources ?? section.GetChildren().Select(c => c.Key)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        CheckAccounts(options, names, reader);
        CheckOffers(options, reader);
        CheckTimes(options, section, reader);
        errors.AddRange(reader.Errors);
        return (options, triage);
    }

    private static void CheckAccounts(FunnelOptions options, HashSet<string> names, SettingsReader reader)
    {
        if (options.Accounts.Count == 0)
        {
            reader.Complain("accounts", "needs at least one account");
        }

        foreach (var (account, i) in options.Accounts.Select((a, i) => (a, i)))
        {
            if (account.Platform.Length > 0 && !names.Contains(account.Platform))
            {
                reader.Complain($"accounts[{i}].platform", $"'{account.Platform}' has no section '{account.Platform}' beside 'accounts': add it with the app's key and secret");
            }

            if (options.Accounts.Take(i).Any(a => string.Equals(a.Id, account.Id, StringComparison.Ordinal)))
            {
                reader.Complain($"accounts[{i}].id", $"'{account.Id}' is used twice");
            }
        }
    }

    private static void CheckOffers(FunnelOptions options, SettingsReader reader)
    {
        if (options.Offers.Count == 0)
        {
            reader.Complain("offers", "needs at least one offer: it says what is promised and in which words");
        }

        foreach (var (offer, i) in options.Offers.Select((o, i) => (o, i)))
        {
            var path = $"offers[{i}]";
            if (options.Offers.Take(i).Any(o => string.Equals(o.Id, offer.Id, StringComparison.Ordinal)))
            {
                reader.Complain(path + ".id", $"'{offer.Id}' is used twice");
            }

            foreach (var unknown in offer.Accounts.Where(id => options.Accounts.All(a => !string.Equals(a.Id, id, StringComparison.Ordinal))))
            {
                reader.Complain(path + ".accounts", $"'{unknown}' is not among the accounts");
            }

            CheckWordings(offer, path, reader);
            CheckMaterials(offer, path, reader);
            try
            {
                MerchantRules.Create(offer.Rules.Contains, offer.Rules.Exact, offer.Rules.Exclude);
            }
            catch (ArgumentException e)
            {
                reader.Complain(path + ".rules", e.Message);
            }
        }
    }

    private static void CheckWordings(OfferOptions offer, string path, SettingsReader reader)
    {
        Lint(offer.Reply, path + ".reply", isPublic: true, PublicChars, reader);
        Lint(offer.Chat, path + ".chat", isPublic: false, PrivateChars, reader);
        foreach (var (welcome, i) in offer.Welcome.Select((w, i) => (w, i)))
        {
            if (NamelessWording.Of(welcome).Length == 0 && offer.Materials.Count == 0)
            {
                reader.Complain($"{path}.welcome[{i}]", "is empty, and there is no material either");
            }
        }
    }

    private static void Lint(List<string> wordings, string path, bool isPublic, int maxChars, SettingsReader reader)
    {
        foreach (var (wording, i) in wordings.Select((w, i) => (w, i)))
        {
            foreach (var problem in WordingLinter.Check(NamelessWording.Of(wording), isPublic, maxChars))
            {
                reader.Complain($"{path}[{i}]", problem);
            }
        }
    }

    private static void CheckMaterials(OfferOptions offer, string path, SettingsReader reader)
    {
        foreach (var (material, i) in offer.Materials.Select((m, i) => (m, i)))
        {
            var parts = new object?[] { material.Link, material.Image, material.File, material.MiniProgram }.Count(p => p is not null);
            if (parts != 1)
            {
                reader.Complain($"{path}.materials[{i}]", "must have exactly one of link, image, file, miniProgram");
            }

            foreach (var file in new[] { material.Image, material.File, material.MiniProgram?.Cover }.Where(f => f is not null && !File.Exists(f)))
            {
                reader.Complain($"{path}.materials[{i}]", $"there is no file '{file}'");
            }
        }
    }

    /// <summary>
    /// An outcome is concluded from absence only when an accepted send must have become visible: after the client's timeout and the list's lag.
    /// The defaults are those of the connector, which is not known here.
    /// </summary>
    private static void CheckTimes(FunnelOptions options, IConfigurationSection section, SettingsReader reader)
    {
        var timeout = Time(section["douyin:timeout"], TimeSpan.FromSeconds(10));
        var lag = Time(section["douyin:replyListLag"], TimeSpan.FromSeconds(30));
        var least = timeout + lag + OutreachOptions.ClaimToPost;
        if (options.Outreach.ReadBackAfter < least)
        {
            reader.Complain("outreach.readBackAfter",
                $"is {options.Outreach.ReadBackAfter}, must be at least {least}: douyin.timeout ({timeout}), douyin.replyListLag ({lag}) and {OutreachOptions.ClaimToPost} from claim "
                + "to call together. Before that a reply that is still on its way, or not listed yet, would be sent a second time");
        }
    }

    private static TimeSpan Time(string? text, TimeSpan otherwise) =>
        TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : otherwise;
}
