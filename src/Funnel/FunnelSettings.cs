using Funnel.Configuration;
using Funnel.Outreach;
using Funnel.Triage;

namespace Funnel;

/// <summary>Reads and checks section <c>Funnel</c>: shape first, then what must fit together.</summary>
public static class FunnelSettings
{
    /// <summary>Reply length against which wordings are linted before a platform is known.</summary>
    private const int PublicChars = 100;
    private const int PrivateChars = 1_000;

    /// <summary>Reads the product's part.</summary>
    /// <param name="sources">Names of the sources there are; by default the parts that have a section.</param>
    public static FunnelOptions Read(SettingsReader settings, IReadOnlyList<string>? sources)
    {
        var options = settings.Read<FunnelOptions>("");
        settings.Later(() => CheckAccounts(options, (sources ?? settings.Parts).ToHashSet(StringComparer.OrdinalIgnoreCase), settings));
        CheckOffers(options, settings);
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
                settings.Complain($"accounts[{i}].platform", $"'{account.Platform}' has no section '{account.Platform}' beside 'accounts': add it with the app's key and secret");
            }

            if (options.Accounts.Take(i).Any(a => string.Equals(a.Id, account.Id, StringComparison.Ordinal)))
            {
                settings.Complain($"accounts[{i}].id", $"'{account.Id}' is used twice");
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

            foreach (var unknown in offer.Accounts.Where(id => options.Accounts.All(a => !string.Equals(a.Id, id, StringComparison.Ordinal))))
            {
                settings.Complain(path + ".accounts", $"'{unknown}' is not among the accounts");
            }

            CheckWordings(offer, path, settings);
            CheckMaterials(offer, path, settings);
            try
            {
                MerchantRules.Create(offer.Rules.Contains, offer.Rules.Exact, offer.Rules.Exclude);
            }
            catch (ArgumentException e)
            {
                settings.Complain(path + ".rules", e.Message);
            }
        }
    }

    private static void CheckWordings(OfferOptions offer, string path, SettingsReader settings)
    {
        Lint(offer.Reply, path + ".reply", isPublic: true, PublicChars, settings);
        Lint(offer.Chat, path + ".chat", isPublic: false, PrivateChars, settings);
        foreach (var (welcome, i) in offer.Welcome.Select((w, i) => (w, i)))
        {
            if (NamelessWording.Of(welcome).Length == 0 && offer.Materials.Count == 0)
            {
                settings.Complain($"{path}.welcome[{i}]", "is empty, and there is no material either");
            }
        }
    }

    private static void Lint(List<string> wordings, string path, bool isPublic, int maxChars, SettingsReader settings)
    {
        foreach (var (wording, i) in wordings.Select((w, i) => (w, i)))
        {
            foreach (var problem in WordingLinter.Check(NamelessWording.Of(wording), isPublic, maxChars))
            {
                settings.Complain($"{path}[{i}]", problem);
            }
        }
    }

    private static void CheckMaterials(OfferOptions offer, string path, SettingsReader settings)
    {
        foreach (var (material, i) in offer.Materials.Select((m, i) => (m, i)))
        {
            var parts = new object?[] { material.Link, material.Image, material.File, material.MiniProgram }.Count(p => p is not null);
            if (parts != 1)
            {
                settings.Complain($"{path}.materials[{i}]", "must have exactly one of link, image, file, miniProgram");
            }

            if (material.Link?.Url is { IsAbsoluteUri: true } url && url.Scheme is not ("https" or "http"))
            {
                settings.Complain($"{path}.materials[{i}].link.url", $"must be an https address, is one of '{url.Scheme}'");
            }

            foreach (var file in new[] { material.Image, material.File, material.MiniProgram?.Cover }.Where(f => f is not null && !File.Exists(f)))
            {
                settings.Complain($"{path}.materials[{i}]", $"there is no file '{file}'");
            }
        }
    }
}
