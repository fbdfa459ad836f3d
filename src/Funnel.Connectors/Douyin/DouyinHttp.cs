using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Funnel.Connectors.Douyin;

/// <summary>Makes calls: reads through a client that retries, everything that changes something through one that does not.</summary>
internal sealed partial class DouyinHttp(IHttpClientFactory clients, AnswerReader answers, TimeProvider time, ILogger<DouyinHttp> log)
{
    public const string ReadClient = "douyin-read";
    public const string SendClient = "douyin-send";

    /// <summary>A GET. May be tried several times.</summary>
    public async Task<Outcome<T>> Get<T>(SourceAccount account, string operation, string pathAndQuery, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        // All calls are documented with a content type, those without a body too.
        using var request = new HttpRequestMessage(HttpMethod.Get, pathAndQuery) { Content = JsonBody([]) };
        request.Headers.Add("access-token", Token(account));
        return await Exchange(CallKind.Read, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST for an account. One attempt.</summary>
    public async Task<Outcome<T>> Post<TBody, T>(
        SourceAccount account, string operation, string path, TBody body, JsonTypeInfo<TBody> type, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        var query = $"{path}?open_id={Uri.EscapeDataString(account.OpenId)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, query) { Content = JsonBody(JsonSerializer.SerializeToUtf8Bytes(body, type)) };
        request.Headers.Add("access-token", Token(account));
        return await Exchange(CallKind.Send, operation, account.Id, request, map, ct);
    }

    /// <summary>A POST without an account: OAuth. One attempt.</summary>
    public async Task<Outcome<T>> Post<T>(string operation, string path, HttpContent content, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await Exchange(CallKind.Send, operation, "-", request, map, ct);
    }

    public static ByteArrayContent JsonBody(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task<Outcome<T>> Exchange<T>(
        CallKind kind, string operation, string account, HttpRequestMessage request, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        var start = time.GetTimestamp();
        var outcome = await Attempt(kind, request, map, ct);
        var took = time.GetElapsedTime(start).TotalMilliseconds;
        if (outcome.Failure is { } failure)
        {
            Log.Failed(log, operation, account, failure.Kind, failure.Code, took);
        }
        else
        {
            Log.Done(log, operation, account, took);
        }

        return outcome;
    }

    private async Task<Outcome<T>> Attempt<T>(CallKind kind, HttpRequestMessage request, Func<JsonElement, T?> map, CancellationToken ct)
        where T : class
    {
        try
        {
            using var client = clients.CreateClient(kind == CallKind.Read ? ReadClient : SendClient);
            using var response = await client.SendAsync(request, ct);
            return answers.Read(kind, response, await response.Content.ReadAsByteArrayAsync(ct), map);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failure(Broken(kind), "timeout", "Douyin did not answer in time.");
        }
        catch (BrokenCircuitException)
        {
            return new Failure(FailureKind.Transient, "circuit-open", "Douyin failed several times in a row; reads pause for a moment.");
        }
        catch (HttpRequestException e)
        {
            return FromTransport(kind, e.HttpRequestError);
        }
    }

    private static Failure FromTransport(CallKind kind, HttpRequestError error) => error switch
    {
        // No connection came about, so nothing was sent.
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => new(FailureKind.Transient, "no-connection", $"Douyin could not be reached ({error})."),
        HttpRequestError.ConfigurationLimitExceeded =>
            new(FailureKind.Unknown, "bad-answer", $"Douyin's answer is over {DouyinRegistration.MaxAnswerBytes} bytes."),
        _ => new(Broken(kind), "connection-broken", $"The connection to Douyin broke before the answer was complete ({error})."),
    };

    private static FailureKind Broken(CallKind kind) => kind == CallKind.Send ? FailureKind.Unknown : FailureKind.Transient;

    private static string Token(SourceAccount account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account.OpenId, nameof(account));
        return account.AccessToken is { Length: > 0 } token && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new ArgumentException("The access token is empty or holds characters that no token has.", nameof(account));
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "Douyin {Operation} for account {Account}: {Kind} ({Code}) after {Milliseconds:F0} ms")]
        public static partial void Failed(ILogger log, string operation, string account, FailureKind kind, string code, double milliseconds);

        [LoggerMessage(2102, LogLevel.Debug, "Douyin {Operation} for account {Account}: done in {Milliseconds:F0} ms")]
        public static partial void Done(ILogger log, string operation, string account, double milliseconds);
    }
}
