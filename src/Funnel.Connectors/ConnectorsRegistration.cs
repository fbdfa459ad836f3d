using Funnel.Configuration;
using Funnel.Connectors.Assist;
using Funnel.Connectors.Douyin;
using Funnel.Connectors.Instagram;
using Funnel.Connectors.Kuaishou;
using Funnel.Connectors.MiniProgram;
using Funnel.Connectors.OceanEngine;
using Funnel.Connectors.TikTok;
using Funnel.Connectors.OfficialAccount;
using Funnel.Connectors.Personal;
using Funnel.Connectors.WeCom;
using Funnel.Connectors.YouTube;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors;

/// <summary>Every connector there is: the one list of them, a line each. One without its section of the settings is off, but for Assist, which needs none.</summary>
public static class ConnectorsRegistration
{
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddConnectors(this IServiceCollection services, SettingsReader settings)
    {
        settings.Later(() => CheckOffers(services, settings));
        return services
            .AddAssist(settings)
            .AddDouyin(settings)
            .AddOceanEngine(settings)
            .AddKuaishou(settings)
            .AddInstagram(settings)
            .AddTikTok(settings)
            .AddYouTube(settings)
            .AddWeCom(settings)
            .AddOfficialAccount(settings)
            .AddMiniProgram(settings)
            .AddPersonal(settings);
    }

    /// <summary>Offers may name contact paths that are switched off, and none that do not exist.</summary>
    private static void CheckOffers(IServiceCollection services, SettingsReader settings)
    {
        if (!settings.Sections.Any(s => s.Path.Length == 0))
        {
            return; // a host without the product's own settings
        }

        List<ContactPathName> known = [.. services.Select(s => s.ImplementationInstance).OfType<ContactPathName>()];
        foreach (var (offer, i) in settings.Read<FunnelOptions>("").Offers.Select((o, i) => (o, i)))
        {
            foreach (var (path, what) in ContactPathRules.Unknown(offer.ContactPath, offer.ContactPaths, known))
            {
                settings.Complain(FormattableString.Invariant($"offers[{i}].{path}"), what);
            }
        }
    }
}
