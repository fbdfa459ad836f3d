using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>Puts Douyin among the sources.</summary>
public static class DouyinRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "Douyin";

    /// <summary>Largest answer that is read.</summary>
    internal const int MaxAnswerBytes = HttpRegistration.MaxAnswerBytes;

    /// <summary>
    /// Registers Douyin as a <see cref="Connector"/> when there is a section <c>Douyin</c>, and nothing otherwise. Calling it twice registers once.
    /// </summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddDouyin(this IServiceCollection services, SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (services.Any(s => s.ServiceType == typeof(DouyinSource)) || settings.ReadPart<DouyinOptions>(DouyinOptions.SectionName) is not { } options)
        {
            return services;
        }

        AccountGrants.Check(settings, DouyinOptions.SectionName);
        ReadBackTime.Check(settings, DouyinOptions.SectionName, options.Timeout, options.ReplyListLag);
        services.AddSingleton(Options.Create(options));
        return services
            .AddPlatformHttp<AnswerReader>(Platform, options)
            .AddSingleton<DouyinHttp>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<ChatCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<WebhookReader>()
            .AddSingleton<DouyinSource>()
            .AddSingleton(s => s.GetRequiredService<DouyinSource>() is var douyin ? new Connector(DouyinSource.Name, douyin.Limits, douyin) { Permissions = DouyinSource.Permissions } : null!);
    }
}
