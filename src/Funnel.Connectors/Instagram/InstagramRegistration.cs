using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>Puts Instagram among the sources.</summary>
public static class InstagramRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "Instagram";

    /// <summary>Registers Instagram as a <see cref="Connector"/> when there is a section <c>Instagram</c>, and nothing otherwise.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddInstagram(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.ReadPart<InstagramOptions>(InstagramOptions.SectionName) is not { } options)
        {
            return services;
        }

        AccountGrants.Check(settings, InstagramSource.Name, renews: false, connects: true);
        ReadBackTime.Check(settings, InstagramOptions.SectionName, options.Timeout, options.ReplyListLag);
        return services
            .AddSingleton(Options.Create(options))
            .AddPlatformHttp<InstagramAnswers>(Platform, options)
            .AddSingleton<BearerHttp<InstagramAnswers>>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<ChatCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<WebhookReader>()
            .AddSingleton<InstagramSource>()
            .AddSingleton(s => s.GetRequiredService<InstagramSource>() is var source
                ? new Connector(InstagramSource.Name, source.Limits, source) { Permissions = InstagramSource.Permissions }
                : null!);
    }
}
