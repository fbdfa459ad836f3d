using Funnel.Configuration;

namespace Funnel.Accounts;

/// <summary>What the settings of an account have to hold when its platform lets nobody in without a grant of the merchant's.</summary>
public static class AccountGrants
{
    /// <summary>
    /// Checks, when all settings were read, that each account of a platform has its user id and the tokens to start with. Where the platform renews tokens both may be left out:
    /// the account is connected in the console then.
    /// </summary>
    /// <param name="platform">The connector's name.</param>
    /// <param name="renews">Whether the platform renews tokens: where it does not there is none for that.</param>
    /// <param name="source">Where the merchant gets them.</param>
    /// <param name="connects">Whether accounts are connected in the console where the access token renews itself, without another.</param>
    public static void Check(SettingsReader settings, string platform, bool renews = true, string source = "its OAuth page", bool connects = false) => settings.Later(() =>
    {
        foreach (var (account, i) in settings.Read<FunnelOptions>("").Accounts.Select((a, i) => (a, i)).Where(a => string.Equals(a.a.Platform, platform, StringComparison.OrdinalIgnoreCase)))
        {
            if (string.IsNullOrWhiteSpace(account.OpenId))
            {
                settings.Complain($"accounts[{i}].openId", $"is missing: the merchant's user id on {platform}");
            }

            if ((renews || connects) && (account.AccessToken.Length, account.RefreshToken.Length) == (0, 0))
            {
                continue;
            }

            Need(account.AccessToken, $"accounts[{i}].accessToken");
            if (renews)
            {
                Need(account.RefreshToken, $"accounts[{i}].refreshToken");
            }
        }

        void Need(string token, string path)
        {
            if (token.Length == 0)
            {
                settings.Complain(path, $"is needed: {platform} gives it on {source}");
            }
        }
    });
}
