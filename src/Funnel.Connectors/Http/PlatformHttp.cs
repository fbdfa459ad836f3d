using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Funnel.Connectors.Http;

/// <summary>Makes a platform's calls: reads through a client that retries, everything that changes something through one that does not.</summary>
/// <typeparam name="TAnswers">How the platform's answers are read.</typeparam>
internal sealed partial class PlatformHttp<TAnswers>(IHttpClientFactory clients, TAnswers answers, TimeProvider time, ILogger<PlatformHttp<TAnswers>> log)
    where TAnswers : PlatformAnswers
{
    /// <summary>A body as JSON, which the caller may dispose.</summary>
    public static ByteArrayContent JsonBody(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>One call. A read may be tried several times; a send goes out once, so it must have a body (see Http/README.md).</summary>
    /// <param name="operation">In logs.</param>
    /// <param name="account">In logs: our id of the account, or "-".</param>
    /// <param name="map">Reads the value from the root of a successful answer; null when something it needs is missing.</param>
    public async Task<Outcome<T>> Exchange<T>(
        CallKind kind, string operation, string account, HttpRequestMessage request, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        var start = time.GetTimestamp();
        var outcome = await Attempt(kind, request, map, ct);
        var took = time.GetElapsedTime(start).TotalMilliseconds;
        if (outcome.Failure is { } failure)
        {
            Log.Failed(log, answers.Platform, operation, account, failure.Kind, failure.Code, took);
        }
        else
        {
            Log.Done(log, answers.Platform, operation, account, took);
        }

        return outcome;
    }

    private async Task<Outcome<T>> Attempt<T>(CallKind kind, HttpRequestMessage request, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        try
        {
            using var client = clients.CreateClient(HttpRegistration.ClientName(answers.Platform, kind));
            using var response = await client.SendAsync(request, ct);
            return answers.Read(kind, response, await response.Content.ReadAsByteArrayAsync(ct), map);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failure(Broken(kind), "timeout", $"{answers.Platform} did not answer in time.");
        }
        catch (BrokenCircuitException)
        {
            return new Failure(FailureKind.Transient, "circuit-open", $"{answers.Platform} failed several times in a row; reads pause for a moment.");
        }
        catch (HttpRequestException e)
        {
            return FromTransport(kind, e.HttpRequestError);
        }
    }

    private Failure FromTransport(CallKind kind, HttpRequestError error) => error switch
    {
        // No connection came about, so nothing was sent.
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => new(FailureKind.Transient, "no-connection", $"{answers.Platform} could not be reached ({error})."),
        HttpRequestError.ConfigurationLimitExceeded =>
            new(FailureKind.Unknown, "bad-answer", $"{answers.Platform}'s answer is over {HttpRegistration.MaxAnswerBytes} bytes."),
        _ => new(Broken(kind), "connection-broken", $"The connection to {answers.Platform} broke before the answer was complete ({error})."),
    };

    private static FailureKind Broken(CallKind kind) => kind == CallKind.Send ? FailureKind.Unknown : FailureKind.Transient;

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "{Platform} {Operation} for account {Account}: {Kind} ({Code}) after {Milliseconds:F0} ms")]
        public static partial void Failed(ILogger log, string platform, string operation, string account, FailureKind kind, string code, double milliseconds);

        [LoggerMessage(2102, LogLevel.Debug, "{Platform} {Operation} for account {Account}: done in {Milliseconds:F0} ms")]
        public static partial void Done(ILogger log, string platform, string operation, string account, double milliseconds);
    }
}
