using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Polly;

namespace Funnel.Connectors.Douyin;

/// <summary>What reads get and sends do not: retries with jittered back-off, around the circuit.</summary>
internal sealed class ReadPolicies(IOptions<DouyinOptions> options)
{
    public IAsyncPolicy<HttpResponseMessage> Policy { get; } = Policy<HttpResponseMessage>
        .Handle<HttpRequestException>(IsPassing)
        .OrResult(IsPassing)
        .WaitAndRetryAsync(options.Value.ReadRetries, attempt => Wait(options.Value.RetryDelay, attempt));

    /// <summary>Another try may help.</summary>
    public static bool IsPassing(HttpRequestException e) => e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded;

    public static bool IsPassing(HttpResponseMessage response) => (int)response.StatusCode is >= 500 or 408;

    private static TimeSpan Wait(TimeSpan first, int attempt)
    {
        var jitter = 0.5 + (RandomNumberGenerator.GetInt32(1001) / 1000.0);
        return first * Math.Pow(2, attempt - 1) * jitter;
    }
}
