using System.Net;
using Funnel.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Http;

/// <summary>A platform's two clients: one for reads, which retries inside a circuit, and one for everything else, which sends once. See README.md beside this file.</summary>
internal static class HttpRegistration
{
    /// <summary>Largest answer that is read. A page of 100 comments is under 200 KiB.</summary>
    public const int MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>Registers <see cref="PlatformHttp{TAnswers}"/> and what it needs.</summary>
    /// <param name="platform">What its <see cref="PlatformAnswers.Platform"/> is; also whose clock the answers show.</param>
    public static IServiceCollection AddPlatformHttp<TAnswers>(this IServiceCollection services, string platform, IHttpSettings settings)
        where TAnswers : PlatformAnswers
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TAnswers>().AddSingleton<PlatformHttp<TAnswers>>();
        services.AddKeyedSingleton(platform, (provider, _) => new ReadCircuit(Options.Create(settings), provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(ClientName(platform, CallKind.Read), client => Configure(client, settings))
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(Connections)
            .AddPolicyHandler(ReadPolicies.Retry(settings.Reads))
            .AddHttpMessageHandler(provider => new ReadCircuitHandler(provider.GetRequiredKeyedService<ReadCircuit>(platform)))
            .AddHttpMessageHandler(provider => new BusyAnswers(provider.GetRequiredService<TAnswers>()))
            .AddServerDates(platform);
        services.AddHttpClient(ClientName(platform, CallKind.Send), client => Configure(client, settings))
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(Connections)
            .AddServerDates(platform);
        return services;
    }

    internal static string ClientName(string platform, CallKind kind) => $"{platform} {kind}";

    private static void Configure(HttpClient client, IHttpSettings settings)
    {
        var address = settings.BaseUrl.AbsoluteUri;
        client.BaseAddress = new Uri(address.EndsWith('/') ? address : address + "/");
        client.Timeout = settings.Timeout;
        client.MaxResponseContentBufferSize = MaxAnswerBytes;

        // HTTP/1.1 on purpose: over HTTP/2 the handler resends refused streams by itself, see README.
        client.DefaultRequestVersion = HttpVersion.Version11;
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
