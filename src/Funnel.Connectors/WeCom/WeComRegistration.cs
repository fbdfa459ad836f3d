using Funnel.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Funnel.Connectors.WeCom;

/// <summary>How WeCom is switched on.</summary>
public static class WeComRegistration
{
    /// <summary>
    /// Registers WeCom as a <see cref="Connector"/>, and its contact codes and 微信客服 as others where they are switched on, with <see cref="WeComAcquisition"/> beside it, when there is a section <c>WeCom</c>; else does nothing.
    /// Takes a <see cref="TimeProvider"/> from the services, or the system's.
    /// </summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddWeCom(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(new ContactPathName(WeComDestination.Name, WeComOptions.SectionName));
        services.AddSingleton(new ContactPathName(ContactWays.Name, WeComOptions.SectionName + ".contactWays"));
        services.AddSingleton(new ContactPathName(CustomerServiceLink.Name, WeComOptions.SectionName + ".customerService"));
        if (settings.ReadPart<WeComOptions>(WeComOptions.SectionName) is not { } options)
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        WeComHttp.AddClients(services, options);
        services.AddSingleton(options);
        services.AddSingleton<Transport>();
        services.AddSingleton<AccessToken>();
        services.AddSingleton<WeComApi>();
        services.AddSingleton<AcquisitionLink>();
        services.AddSingleton<MediaLibrary>();
        services.AddSingleton<PictureFiles>();
        services.AddSingleton<TagLibrary>();
        services.AddSingleton<WelcomeSender>();
        services.AddSingleton<ContactLabeler>();
        services.AddSingleton<CallbackReader>();
        services.AddSingleton<WeComDestination>();
        services.AddSingleton<WeComStaffSignIn>();
        services.AddSingleton<WeComGroups>();
        services.AddSingleton(s => new Connector(
            WeComDestination.Name, ConnectorLimits.Unknown,
            options.SignIn
                ? [s.GetRequiredService<WeComDestination>(), s.GetRequiredService<WeComGroups>(), s.GetRequiredService<WeComStaffSignIn>()]
                : [s.GetRequiredService<WeComDestination>(), s.GetRequiredService<WeComGroups>()]));
        if (options.ContactWays)
        {
            services.AddSingleton<ContactWayStore>().AddSingleton<ContactWays>();
            services.AddSingleton(s => new Connector(ContactWays.Name, ConnectorLimits.Unknown, s.GetRequiredService<ContactWays>()));
        }

        if (options.CustomerService is not null)
        {
            services.AddSingleton<CustomerServiceLink>();
            services.AddSingleton(s => new Connector(CustomerServiceLink.Name, ConnectorLimits.Unknown, s.GetRequiredService<CustomerServiceLink>()));
        }

        return services.AddSingleton(provider => new WeComAcquisition(
            provider.GetRequiredService<WeComApi>(),
            provider.GetRequiredService<AcquisitionLink>(),
            options,
            provider.GetRequiredService<TimeProvider>()));
    }
}
