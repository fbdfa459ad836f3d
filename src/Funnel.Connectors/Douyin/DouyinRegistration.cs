using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Outreach;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>Puts Douyin among the sources.</summary>
public static class DouyinRegistration
{
    /// <summary>Whose clock the answers show.</summary>
    private const string Platform = "Douyin";

    /// <summary>Largest answer that is read. A page of 20 comments is under 100 KiB.</summary>
    internal const int MaxAnswerBytes = 4 * 1024 * 1024;

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
        services.TryAddSingleton(TimeProvider.System);
        AddClients(services);
        return services
            .AddSingleton<ReadPolicies>()
            .AddSingleton<ReadCircuit>()
            .AddSingleton<AnswerReader>()
            .AddSingleton<DouyinHttp>()
            .AddSingleton<CommentCalls>()
            .AddSingleton<ChatCalls>()
            .AddSingleton<TokenCalls>()
            .AddSingleton<WebhookReader>()
            .AddSingleton<DouyinSource>()
            .AddSingleton(s => s.GetRequiredService<DouyinSource>() is var douyin ? new Connector(DouyinSource.Name, douyin.Limits, douyin) : null!);
    }

    private static void AddClients(IServiceCollection services)
    {
        services.AddTransient<BusyAnswers>().AddTransient<ReadCircuitHandler>();
        services.AddHttpClient(DouyinHttp.ReadClient, Configure)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(Connections)
            .AddPolicyHandler((provider, _) => provider.GetRequiredService<ReadPolicies>().Policy)
            .AddHttpMessageHandler<ReadCircuitHandler>()
            .AddHttpMessageHandler<BusyAnswers>()
            .AddServerDates(Platform);
        services.AddHttpClient(DouyinHttp.SendClient, Configure)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(Connections)
            .AddServerDates(Platform);
    }

    private static void Configure(IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<DouyinOptions>>().Value;
        var address = options.BaseUrl.AbsoluteUri;
        client.BaseAddress = new Uri(address.EndsWith('/') ? address : address + "/");
        client.Timeout = options.Timeout;
        client.MaxResponseContentBufferSize = MaxAnswerBytes;

        // HTTP/1.1 on purpose: over HTTP/2 the handler resends refused streams by itself, see README.
        client.DefaultRequestVersion = System.Net.HttpVersion.Version11;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    /// <summary>A redirect (307, 308) would send a POST again, so none is followed; cookies would mix accounts.</summary>
    private static SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
