using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>Puts TikTok among the sources.</summary>
public static class TikTokRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "TikTok";

    /// <summary>Registers TikTok as a <see cref="Connector"/> when there is a section <c>TikTok</c>, and nothing otherwise.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddTikTok(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.ReadPart<TikTokOptions>(TikTokOptions.SectionName) is not { } options)
        {
            return services;
        }

        AccountGrants.Check(settings, TikTokSource.Name);
        ReadBackTime.Check(settings, TikTokOptions.SectionName, options.Timeout, options.ReplyListLag);
        return services
            .AddSingleton(Options.Create(options))
            .AddPlatformHttp<TikTokAnswers>(Platform, options)
            .AddSingleton<HeaderTokenHttp<TikTokAnswers>>()
            .AddSingleton<OwnIdentifiers>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<ChatCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<EventReader>()
            .AddSingleton<WebhookReader>()
            .AddSingleton<TikTokSource>()
            .AddSingleton(s => s.GetRequiredService<TikTokSource>() is var source
                ? new Connector(TikTokSource.Name, source.Limits, source) { Permissions = TikTokSource.Permissions }
                : null!);
    }
}
