using Funnel.Configuration;
using Funnel.Connectors.Assist;
using Funnel.Connectors.Douyin;
using Funnel.Connectors.Instagram;
using Funnel.Connectors.Kuaishou;
using Funnel.Connectors.OceanEngine;
using Funnel.Connectors.TikTok;
using Funnel.Connectors.WeCom;
using Funnel.Connectors.YouTube;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors;

/// <summary>Every connector there is: the one list of them, a line each. One without its section of the settings is off, but for Assist, which needs none.</summary>
public static class ConnectorsRegistration
{
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddConnectors(this IServiceCollection services, SettingsReader settings) => services
        .AddAssist(settings)
        .AddDouyin(settings)
        .AddOceanEngine(settings)
        .AddKuaishou(settings)
        .AddInstagram(settings)
        .AddTikTok(settings)
        .AddYouTube(settings)
        .AddWeCom(settings);
}
