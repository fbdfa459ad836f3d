using Funnel.Configuration;
using Funnel.Leads;

namespace Funnel.Hooks;

/// <summary>Checks section `hooks`: what must fit together.</summary>
internal static class HookSettings
{
    public static void Check(FunnelOptions options, SettingsReader settings)
    {
        foreach (var (hook, i) in options.Hooks.Select((h, i) => (h, i)))
        {
            var path = $"hooks[{i}]";
            if (options.Hooks.Take(i).Any(h => string.Equals(h.Name, hook.Name, StringComparison.Ordinal)))
            {
                settings.Complain(path + ".name", $"'{hook.Name}' is used twice");
            }

            if (SafeAddress.Wrong(hook.Url) is { } wrong)
            {
                settings.Complain(path + ".url", wrong + ": it gets who asked and who came");
            }
            else if (hook.Url is { UserInfo.Length: > 0 })
            {
                settings.Complain(path + ".url", "has a name or a password in it: the signature says who asks");
            }

            if (HookSignature.KeyOf(hook.Secret) is null)
            {
                settings.Complain(path + ".secret", "begins with whsec_, and what follows is no Base64 of at least 16 bytes");
            }

            foreach (var unknown in hook.Changes.Except([.. LeadChange.All, HookOptions.NoChanges], StringComparer.Ordinal))
            {
                settings.Complain(path + ".changes", $"'{unknown}' is no change: {string.Join(", ", LeadChange.All)}");
            }

            if (hook.Changes.Count > 1 && hook.Changes.Contains(HookOptions.NoChanges, StringComparer.Ordinal))
            {
                settings.Complain(path + ".changes", $"'{HookOptions.NoChanges}' stands alone: it says that no change is told");
            }

            foreach (var unknown in hook.Accounts.Except(options.Accounts.Select(a => a.Id), StringComparer.Ordinal))
            {
                settings.Complain(path + ".accounts", $"there is no account '{unknown}'");
            }
        }
    }
}
