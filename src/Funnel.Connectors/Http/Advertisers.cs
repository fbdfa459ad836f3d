using System.Globalization;
using Funnel.Accounts;
using Funnel.Configuration;

namespace Funnel.Connectors.Http;

/// <summary>Accounts of advertising platforms, whose id is that of an advertiser: a whole number.</summary>
internal static class Advertisers
{
    /// <summary>The account's advertiser id as a number, as bodies hold it.</summary>
    /// <exception cref="ArgumentException">It is none; the settings are checked for that.</exception>
    public static long Id(SourceAccount account) => Number(account.OpenId) ?? throw new ArgumentException("The account's openId is no advertiser id.", nameof(account));

    /// <summary>An id as a number; null when it is none.</summary>
    public static long? Number(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <inheritdoc cref="AccountGrants.Check"/>
    public static void Check(SettingsReader settings, string platform, bool renews, string source)
    {
        AccountGrants.Check(settings, platform, renews, source);
        settings.Later(() =>
        {
            foreach (var (account, i) in settings.Read<FunnelOptions>("").Accounts.Select((a, i) => (a, i)))
            {
                if (string.Equals(account.Platform, platform, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(account.OpenId) && Number(account.OpenId) is null)
                {
                    settings.Complain($"accounts[{i}].openId", $"must be the advertiser id on {platform}, which is a whole number");
                }
            }
        });
    }
}
