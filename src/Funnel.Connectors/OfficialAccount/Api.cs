using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// Calls with the account's token, each tried once. When the token is not accepted the call was not carried out: it is repeated once with a fresh one, sends included. The token travels
/// in the address, so neither addresses nor exception texts leave this class.
/// </summary>
internal sealed partial class Api(IHttpClientFactory clients, StableToken token, ILogger<Api> logger)
{
    /// <param name="isSend">Whether it does something to a person.</param>
    public async Task<Outcome<TAnswer>> Post<TRequest, TAnswer>(
        string path, TRequest body, JsonTypeInfo<TRequest> type, JsonTypeInfo<TAnswer> answer, bool isSend, CancellationToken ct)
        where TAnswer : Answer
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        for (var isFirst = true; ; isFirst = false)
        {
            var access = await token.Get(ct);
            if (access.Failure is { } without)
            {
                return without;
            }

            var outcome = await Wired.Post(clients, $"{path}?access_token={Uri.EscapeDataString(access.Value)}", bytes, answer, isSend, isToken: false, ct);
            if (outcome.Failure is not { } failure)
            {
                return outcome;
            }

            if (failure.Kind != FailureKind.AuthExpired || !isFirst)
            {
                Log.Failed(logger, path, failure.Kind, failure.Code);
                return failure;
            }

            token.Drop(access.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4151, LogLevel.Warning, "Official Account: {Path} failed: {Kind} ({Code})")]
        public static partial void Failed(ILogger logger, string path, FailureKind kind, string code);
    }
}

/// <summary>One call over HTTP, whatever happens turned into an outcome.</summary>
internal static class Wired
{
    private const string Client = "Funnel.OfficialAccount";
    private const long MaxAnswer = 1024 * 1024;

    /// <summary>The client: without the default loggers, which print addresses; a redirect would carry the token elsewhere.</summary>
    public static void AddClient(IServiceCollection services, OfficialAccountOptions options) => services
        .AddHttpClient(Client, client =>
        {
            client.BaseAddress = options.BaseUrl;
            client.Timeout = options.Timeout;
            client.MaxResponseContentBufferSize = MaxAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.Timeout,
        })
        .RemoveAllLoggers()
        .AddServerDates("Official Account");

    public static async Task<Outcome<T>> Post<T>(IHttpClientFactory clients, string address, byte[] body, JsonTypeInfo<T> type, bool isSend, bool isToken, CancellationToken ct)
        where T : Answer
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        try
        {
            using var response = await clients.CreateClient(Client).PostAsync(new Uri(address, UriKind.Relative), content, ct);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsByteArrayAsync(ct), type, isSend, isToken) : ErrorCodes.Of(response.StatusCode, isSend);
        }
        catch (HttpRequestException fault)
        {
            return ErrorCodes.Of(fault.HttpRequestError, isSend);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ErrorCodes.Timeout(isSend);
        }
    }

    private static Outcome<T> Read<T>(byte[] body, JsonTypeInfo<T> type, bool isSend, bool isToken)
        where T : Answer
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.Of(body).Span, type) switch
            {
                { Errcode: null or 0 } answer => answer,
                { Errcode: { } code } => ErrorCodes.Of(code, isSend, isToken),
                _ => ErrorCodes.Unreadable(isSend),
            };
        }
        catch (JsonException)
        {
            return ErrorCodes.Unreadable(isSend);
        }
    }
}
