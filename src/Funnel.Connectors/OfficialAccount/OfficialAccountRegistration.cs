using Funnel.Configuration;
using Funnel.Connectors.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>How an Official Account is switched on.</summary>
public static class OfficialAccountRegistration
{
    /// <summary>In offers and in the address of the callback.</summary>
    public const string Name = FollowerEvents.Staff;

    /// <summary>Registers it when there is a section <c>OfficialAccount</c>; else only its name, which offers may use. Takes a <see cref="TimeProvider"/> from the services, or the system's.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddOfficialAccount(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(new ContactPathName(Name, OfficialAccountOptions.SectionName));
        if (settings.ReadPart<OfficialAccountOptions>(OfficialAccountOptions.SectionName) is not { } options)
        {
            return services;
        }

        return new WeChatApp("Official Account", OfficialAccountOptions.SectionName, options.BaseUrl, options.AppId, options.Secret, options.Timeout).AddTo(services)
            .AddSingleton(options).AddSingleton<SceneCodes>().AddSingleton<CustomerMessages>().AddSingleton<FollowerEvents>()
            .AddSingleton(s => new Connector(
                Name, ConnectorLimits.Unknown, s.GetRequiredService<SceneCodes>(), s.GetRequiredService<CustomerMessages>(), s.GetRequiredService<FollowerEvents>()));
    }
}
