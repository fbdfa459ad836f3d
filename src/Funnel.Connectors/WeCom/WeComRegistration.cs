using Funnel.Arrival;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.WeCom;

/// <summary>How WeCom is switched on.</summary>
public static class WeComRegistration
{
    /// <summary>
    /// Registers WeCom as a <see cref="Connector"/>, with <see cref="WeComAcquisition"/> beside it, when there is a section <c>WeCom</c>; else does nothing.
    /// Takes a <see cref="TimeProvider"/> from the services, or the system's.
    /// </summary>
    /// <param name="funnelSection">The section <c>Funnel</c>.</param>
    /// <exception cref="OptionsValidationException">Settings are missing or wrong. Its failures name all of them with their paths.</exception>
    public static IServiceCollection AddWeCom(this IServiceCollection services, IConfiguration funnelSection)
    {
        var section = funnelSection.GetSection("WeCom");
        if (!section.Exists())
        {
            return services;
        }

        var options = WeComSettings.Read(section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        WeComHttp.AddClients(services, options);
        services.AddSingleton(options);
        services.AddSingleton<Transport>();
        services.AddSingleton<AccessToken>();
        services.AddSingleton<WeComApi>();
        services.AddSingleton<AcquisitionLink>();
        services.AddSingleton<MediaLibrary>();
        services.AddSingleton<TagLibrary>();
        services.AddSingleton<WelcomeSender>();
        services.AddSingleton<ContactNotes>();
        services.AddSingleton<CallbackReader>();
        services.AddSingleton<WeComDestination>();
        services.AddSingleton(s => new Connector(WeComDestination.Name, ConnectorLimits.Unknown, s.GetRequiredService<WeComDestination>()));
        return services.AddSingleton(provider => new WeComAcquisition(
            provider.GetRequiredService<WeComApi>(),
            provider.GetRequiredService<AcquisitionLink>(),
            options,
            provider.GetRequiredService<TimeProvider>()));
    }
}
