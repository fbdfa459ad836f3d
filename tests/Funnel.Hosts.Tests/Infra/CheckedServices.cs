using Funnel.Configuration;
using Funnel.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>Registrations as a host makes them: all settings are read, then checked.</summary>
internal static class CheckedServices
{
    public static IServiceCollection AddFunnelFunctions(this IServiceCollection services, IConfiguration configuration) =>
        services.Checked(configuration, settings => services.AddFunnelFunctions(settings));

    public static IServiceCollection AddSharedKeyRing(this IServiceCollection services, IConfiguration configuration) =>
        services.Checked(configuration, settings => services.AddSharedKeyRing(settings));

    private static IServiceCollection Checked(this IServiceCollection services, IConfiguration configuration, Action<SettingsReader> add)
    {
        var settings = new SettingsReader(configuration);
        add(settings);
        settings.Check();
        return services;
    }
}
