using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Funnel.Clocks;

/// <summary>Reads the <c>Date</c> of every answer of a platform. Next to the network, so that each attempt is timed by itself.</summary>
internal sealed class ServerDates(PlatformClocks clocks, string platform, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = time.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken);

        // An answer that has an age comes out of a cache: its date is that of another question.
        if (response.Headers is { Date: { } date, Age: null })
        {
            clocks.Record(platform, date, asked);
        }

        return response;
    }
}

/// <summary>How a connector has its platform's clock compared with ours.</summary>
public static class ServerDatesRegistration
{
    /// <param name="client">Add it after the other handlers of this client.</param>
    /// <param name="platform">The platform as operators call it.</param>
    public static IHttpClientBuilder AddServerDates(this IHttpClientBuilder client, string platform)
    {
        client.Services.AddMetrics().AddLogging();
        client.Services.TryAddSingleton(TimeProvider.System);
        client.Services.TryAddSingleton<PlatformClocks>();
        return client.AddHttpMessageHandler(s => new ServerDates(s.GetRequiredService<PlatformClocks>(), platform, s.GetRequiredService<TimeProvider>()));
    }
}
