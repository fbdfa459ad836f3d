using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.OceanEngine;

/// <summary>Puts Ocean Engine among the sources.</summary>
public static class OceanEngineRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "Ocean Engine";

    /// <summary>Registers Ocean Engine as a <see cref="Connector"/> when there is a section <c>OceanEngine</c>, and nothing otherwise.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddOceanEngine(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.ReadPart<OceanEngineOptions>(OceanEngineOptions.SectionName) is not { } options)
        {
            return services;
        }

        Advertisers.Check(settings, OceanEngineSource.Name, renews: true, "its OAuth page");
        ReadBackTime.Check(settings, OceanEngineOptions.SectionName, options.Timeout, options.ReplyListLag);
        services.TryAddSingleton(new ReadWindow(settings.Read<FunnelOptions>("").Intake.MaxAge));
        return services
            .AddSingleton(Options.Create(options))
            .AddPlatformHttp<OceanEngineAnswers>(Platform, options)
            .AddSingleton<HeaderTokenHttp<OceanEngineAnswers>>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<OceanEngineSource>()
            .AddSingleton(s => s.GetRequiredService<OceanEngineSource>() is var source ? new Connector(OceanEngineSource.Name, source.Limits, source) : null!);
    }
}
