using System.Security.Cryptography;
using Polly;

namespace Funnel.Connectors.Http;

/// <summary>What reads get and sends do not: retries with jittered back-off, around the circuit.</summary>
internal static class ReadPolicies
{
    public static IAsyncPolicy<HttpResponseMessage> Retry(ReadOptions reads) => Policy<HttpResponseMessage>
        .Handle<HttpRequestException>(IsPassing)
        .OrResult(IsPassing)
        .WaitAndRetryAsync(reads.Retries, attempt => Wait(reads.Delay, attempt));

    /// <summary>Another try may help.</summary>
    public static bool IsPassing(HttpRequestException e) => e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded;

    public static bool IsPassing(HttpResponseMessage response) => (int)response.StatusCode is >= 500 or 408;

    private static TimeSpan Wait(TimeSpan first, int attempt)
    {
        var jitter = 0.5 + (RandomNumberGenerator.GetInt32(1001) / 1000.0);
        return first * Math.Pow(2, attempt - 1) * jitter;
    }
}
