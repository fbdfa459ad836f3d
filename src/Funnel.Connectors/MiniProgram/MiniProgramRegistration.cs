using Funnel.Configuration;
using Funnel.Connectors.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.MiniProgram;

/// <summary>How a mini program is switched on.</summary>
public static class MiniProgramRegistration
{
    /// <summary>As offers name it.</summary>
    public const string Name = "miniprogram";

    /// <summary>Registers it when there is a section <c>MiniProgram</c>; else only its name, which offers may use. Takes a <see cref="TimeProvider"/> from the services, or the system's.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddMiniProgram(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(new ContactPathName(Name, MiniProgramOptions.SectionName));
        if (settings.ReadPart<MiniProgramOptions>(MiniProgramOptions.SectionName) is not { } options)
        {
            return services;
        }

        return new WeChatApp("Mini program", MiniProgramOptions.SectionName, options.BaseUrl, options.AppId, options.Secret, options.Timeout).AddTo(services)
            .AddSingleton(options).AddSingleton<UrlLinks>()
            .AddSingleton(s => new Connector(Name, ConnectorLimits.Unknown, s.GetRequiredService<UrlLinks>()));
    }
}
