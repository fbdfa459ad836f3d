using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Connectors.Http;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.YouTube;

/// <summary>Puts YouTube among the sources.</summary>
public static class YouTubeRegistration
{
    /// <summary>As operators call it.</summary>
    internal const string Platform = "YouTube";

    /// <summary>Registers YouTube as a <see cref="Connector"/> when there is a section <c>YouTube</c>, and nothing otherwise.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddYouTube(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.ReadPart<YouTubeOptions>(YouTubeOptions.SectionName) is not { } options)
        {
            return services;
        }

        AccountGrants.Check(settings, YouTubeSource.Name);
        ReadBackTime.Check(settings, YouTubeOptions.SectionName, options.Timeout, options.ReplyListLag);
        return services
            .AddSingleton(Options.Create(options))
            .AddPlatformHttp<YouTubeAnswers>(Platform, options)
            .AddSingleton<BearerHttp<YouTubeAnswers>>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<YouTubeSource>()
            .AddSingleton(s => s.GetRequiredService<YouTubeSource>() is var source
                ? new Connector(YouTubeSource.Name, source.Limits, source) { Permissions = YouTubeSource.Permissions }
                : null!);
    }
}
