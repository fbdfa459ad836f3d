using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Outreach.Linting;
using Funnel.Triage;

namespace Funnel.Outreach;

/// <summary>What an offer must be beyond its shape, wherever it comes from: the configuration file or the store.</summary>
internal static class OfferRules
{
    /// <summary>Reply length against which wordings are linted before a platform is known.</summary>
    private const int PublicChars = 100;
    private const int PrivateChars = 1_000;

    /// <summary>Longer than any platform takes; what is longer is not looked into.</summary>
    private const int MostChars = 10_000;

    /// <param name="complain">Gets the path inside the offer, such as <c>reply[0]</c>, and what to do.</param>
    public static void Check(OfferOptions offer, FunnelOptions options, Action<string, string> complain)
    {
        var accounts = options.Accounts;
        foreach (var unknown in offer.Accounts.Where(id => accounts.All(a => !string.Equals(a.Id, id, StringComparison.Ordinal))))
        {
            complain("accounts", $"'{unknown}' is not among the accounts");
        }

        if (offer.Group is { Length: > 0 } group && options.Groups.All(g => !string.Equals(g.Id, group, StringComparison.Ordinal)))
        {
            complain("group", $"'{group}' is not among the groups");
        }

        CheckMerchant(offer, accounts, complain);
        Check(offer, complain);
    }

    /// <summary>An offer of nobody's would answer nowhere, and one merchant's promise is not another's to keep.</summary>
    private static void CheckMerchant(OfferOptions offer, IReadOnlyList<AccountOptions> accounts, Action<string, string> complain)
    {
        var (merchant, known) = (offer.Merchant ?? "", accounts.Select(a => a.Merchant).Distinct(StringComparer.Ordinal).ToList());
        if (known.Count > 0 && !known.Contains(merchant, StringComparer.Ordinal))
        {
            var names = string.Join(", ", known.Where(m => m.Length > 0).Select(m => $"'{m}'"));
            complain("merchant", merchant.Length == 0 ? $"is missing: every account belongs to one; write {names}"
                : names.Length == 0 ? $"'{merchant}' is nobody: no account names a merchant" : $"'{merchant}' has no account; those with accounts are {names}");
            return;
        }

        foreach (var other in accounts.Where(a => offer.Accounts.Contains(a.Id, StringComparer.Ordinal) && !string.Equals(a.Merchant, merchant, StringComparison.Ordinal)))
        {
            complain("accounts", $"'{other.Id}' belongs to {Whose(other.Merchant)}, the offer to {Whose(merchant)}");
        }
    }

    private static string Whose(string merchant) => merchant.Length == 0 ? "no merchant" : $"'{merchant}'";

    /// <summary>The same, where nobody knows the accounts.</summary>
    /// <inheritdoc cref="Check(OfferOptions, FunnelOptions, Action{string, string})" path="/param"/>
    public static void Check(OfferOptions offer, Action<string, string> complain)
    {
        CheckWordings(offer, complain);
        CheckMaterials(offer, complain);
        CheckLinks(offer, complain);
        if (Wrong(offer.Rules) is { } what)
        {
            complain("rules", what);
        }
    }

    /// <summary>Why these rules cannot be used; null when they can.</summary>
    public static string? Wrong(RuleOptions rules)
    {
        try
        {
            MerchantRules.Create(rules.Contains, rules.Exact, rules.Exclude);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static void CheckWordings(OfferOptions offer, Action<string, string> complain)
    {
        Lint(offer.Reply, WordingPlace.Reply, PublicChars, complain);
        Lint(offer.Chat, WordingPlace.Chat, PrivateChars, complain);
        foreach (var (welcome, i) in offer.Welcome.Select((w, i) => (w, i)))
        {
            if (welcome.Length > MostChars)
            {
                complain($"welcome[{i}]", TooLong(welcome, MostChars));
            }
            else if (NamelessWording.Of(welcome).Length == 0 && offer.Materials.Count == 0)
            {
                complain($"welcome[{i}]", "is empty, and there is no material either");
            }
        }
    }

    private static void Lint(List<string> wordings, WordingPlace place, int maxChars, Action<string, string> complain)
    {
        foreach (var (wording, i) in wordings.Select((w, i) => (w, i)))
        {
            IEnumerable<string> problems = wording.Length > MostChars ? [TooLong(wording, maxChars)]
                : WordingLinter.Check(NamelessWording.Of(wording), place, maxChars).Select(f => f.ToString());
            foreach (var problem in problems)
            {
                complain(Wording.PathOf(place, i), problem);
            }
        }
    }

    private static string TooLong(string wording, int maxChars) => $"is {wording.Length} characters long; the platform takes {maxChars}";

    /// <summary>Only the welcome may have links at all.</summary>
    private static void CheckLinks(OfferOptions offer, Action<string, string> complain)
    {
        foreach (var (text, i) in offer.Welcome.Select((w, i) => (w, i)))
        {
            foreach (var link in text.Split([' ', '\n', '\t', '，', '。', '（', '）', '(', ')', '<', '>', '"']).Select(w => w[Math.Max(0, w.IndexOf("http://", StringComparison.OrdinalIgnoreCase))..]))
            {
                if (link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && SafeAddress.Is(address)))
                {
                    complain($"welcome[{i}]", "has a link with http://: write https://");
                }
            }
        }
    }

    private static void CheckMaterials(OfferOptions offer, Action<string, string> complain)
    {
        foreach (var (material, i) in offer.Materials.Select((m, i) => (m, i)))
        {
            var parts = new object?[] { material.Link, material.Image, material.File, material.MiniProgram }.Count(p => p is not null);
            if (parts != 1)
            {
                complain($"materials[{i}]", "must have exactly one of link, image, file, miniProgram");
            }

            foreach (var (name, address) in new[] { ("url", material.Link?.Url), ("picture", material.Link?.Picture) })
            {
                if (SafeAddress.Wrong(address) is { } wrong)
                {
                    complain($"materials[{i}].link.{name}", wrong);
                }
            }

            foreach (var file in material.Files.Where(f => !File.Exists(f)))
            {
                complain($"materials[{i}]", $"there is no file '{file}'");
            }
        }
    }
}
