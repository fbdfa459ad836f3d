using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Wrap;

namespace Funnel.Platforms.Douyin;

/// <summary>
/// What reads get and sends do not: retries with jittered back-off around a circuit breaker. One instance for all, so that the breaker sees
/// every read.
/// </summary>
internal sealed class ReadPolicies(IOptions<DouyinOptions> options)
{
    public IAsyncPolicy<HttpResponseMessage> Policy { get; } = Build(options.Value);

    private static AsyncPolicyWrap<HttpResponseMessage> Build(DouyinOptions options)
    {
        var passing = Policy<HttpResponseMessage>
            .Handle<HttpRequestException>(e => e.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded)
            .OrResult(r => (int)r.StatusCode is >= 500 or 408);
        var breaker = passing.CircuitBreakerAsync(options.BreakAfter, options.BreakFor);
        return passing.WaitAndRetryAsync(options.ReadRetries, attempt => Wait(options.RetryDelay, attempt)).WrapAsync(breaker);
    }

    private static TimeSpan Wait(TimeSpan first, int attempt)
    {
        var jitter = 0.5 + (RandomNumberGenerator.GetInt32(1001) / 1000.0);
        return first * Math.Pow(2, attempt - 1) * jitter;
    }
}
