using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Kuaishou;

/// <summary>Puts Kuaishou's marketing API among the sources.</summary>
public static class KuaishouRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "Kuaishou";

    /// <summary>Registers Kuaishou as a <see cref="Connector"/> when there is a section <c>Kuaishou</c>, and nothing otherwise.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddKuaishou(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.ReadPart<KuaishouOptions>(KuaishouOptions.SectionName) is not { } options)
        {
            return services;
        }

        Advertisers.Check(settings, KuaishouSource.Name, renews: false, "its ad developer portal");
        ReadBackTime.Check(settings, KuaishouOptions.SectionName, options.Timeout, options.ReplyListLag);
        services.TryAddSingleton(new ReadWindow(settings.Read<FunnelOptions>("").Intake.MaxAge));
        return services
            .AddSingleton(Options.Create(options))
            .AddPlatformHttp<KuaishouAnswers>(Platform, options)
            .AddSingleton<HeaderTokenHttp<KuaishouAnswers>>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<KuaishouSource>()
            .AddSingleton(s => s.GetRequiredService<KuaishouSource>() is var source ? new Connector(KuaishouSource.Name, source.Limits, source) : null!);
    }
}
