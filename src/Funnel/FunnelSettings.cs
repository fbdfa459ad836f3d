using Funnel.Configuration;
using Funnel.Hooks;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel;

/// <summary>Reads and checks section <c>Funnel</c>: shape first, then what must fit together.</summary>
public static class FunnelSettings
{
    /// <summary>Reads the product's part.</summary>
    /// <param name="sources">Names of the sources there are; by default the parts that have a section.</param>
    public static FunnelOptions Read(SettingsReader settings, IReadOnlyList<string>? sources)
    {
        var options = settings.Read<FunnelOptions>("");
        settings.Later(() => CheckAccounts(options, (sources ?? settings.Parts).ToHashSet(StringComparer.OrdinalIgnoreCase), settings));
        CheckGroups(options, settings);
        CheckOffers(options, settings);
        HookSettings.Check(options, settings);
        if (options.Outreach.RefusalConfirmation is { Length: > 0 } said)
        {
            foreach (var finding in WordingLinter.Check(said, WordingPlace.Chat, OutreachOptions.RefusalConfirmationChars))
            {
                settings.Complain("outreach.refusalConfirmation", finding.ToString());
            }

            if (said.Contains('{', StringComparison.Ordinal))
            {
                settings.Complain("outreach.refusalConfirmation", "has a placeholder: it is said as it is, without names");
            }
        }

        if (options.TokenKey is { Length: > 0 } key && TokenKeyRules.Wrong(key) is { } wrong)
        {
            settings.Complain("tokenKey", wrong);
        }

        return options;
    }

    private static void CheckAccounts(FunnelOptions options, HashSet<string> names, SettingsReader settings)
    {
        if (options.Accounts.Count == 0)
        {
            settings.Complain("accounts", "needs at least one account");
        }

        foreach (var (account, i) in options.Accounts.Select((a, i) => (a, i)))
        {
            if (account.Platform.Length > 0 && !names.Contains(account.Platform))
            {
                settings.Complain($"accounts[{i}].platform", $"'{account.Platform}' has no section '{account.Platform}' beside 'accounts': add it with the app's key and secret; or write 'assist', for any platform whose comments are handed over");
            }

            if (options.Accounts.Take(i).Any(a => string.Equals(a.Id, account.Id, StringComparison.Ordinal)))
            {
                settings.Complain($"accounts[{i}].id", $"'{account.Id}' is used twice");
            }
        }
    }

    private static void CheckGroups(FunnelOptions options, SettingsReader settings)
    {
        foreach (var (group, i) in options.Groups.Select((g, i) => (g, i)))
        {
            if (options.Groups.Take(i).Any(g => string.Equals(g.Id, group.Id, StringComparison.Ordinal)))
            {
                settings.Complain($"groups[{i}].id", $"'{group.Id}' is used twice");
            }

            var earlier = options.Groups.Take(i).SelectMany(g => g.Groups).ToList();
            var repeated = group.Groups.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Skip(1).Any()).Select(g => g.Key);
            foreach (var twice in earlier.Intersect(group.Groups, StringComparer.Ordinal).Union(repeated, StringComparer.Ordinal))
            {
                settings.Complain($"groups[{i}].groups", $"'{twice}' stands there twice: a group of the platform belongs to one of ours");
            }
        }
    }

    private static void CheckOffers(FunnelOptions options, SettingsReader settings)
    {
        if (options.Offers.Count == 0)
        {
            settings.Complain("offers", "needs at least one offer: it says what is promised and in which words");
        }

        foreach (var (offer, i) in options.Offers.Select((o, i) => (o, i)))
        {
            var path = $"offers[{i}]";
            if (options.Offers.Take(i).Any(o => string.Equals(o.Id, offer.Id, StringComparison.Ordinal)))
            {
                settings.Complain(path + ".id", $"'{offer.Id}' is used twice");
            }

            OfferRules.Check(offer, options, (under, what) => settings.Complain($"{path}.{under}", what));
        }
    }
}
