using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Clocks;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.WeChat;

/// <summary>One call over HTTP, whatever happens turned into an outcome.</summary>
internal static class Wired
{
    private const long MaxAnswer = 1024 * 1024;

    /// <summary>The client: without the default loggers, which print addresses; a redirect would carry the token elsewhere.</summary>
    public static void AddClient(IServiceCollection services, WeChatApp app) => services
        .AddHttpClient(app.Client, client =>
        {
            client.BaseAddress = app.BaseUrl;
            client.Timeout = app.Timeout;
            client.MaxResponseContentBufferSize = MaxAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = app.Timeout,
        })
        .RemoveAllLoggers()
        .AddServerDates(app.Name);

    public static async Task<Outcome<T>> Post<T>(
        WeChatApp app, IHttpClientFactory clients, string address, byte[] body, JsonTypeInfo<T> type, bool isSend, bool isToken, CancellationToken ct)
        where T : Answer
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        try
        {
            using var response = await clients.CreateClient(app.Client).PostAsync(new Uri(address, UriKind.Relative), content, ct);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsByteArrayAsync(ct), type, app, isSend, isToken) : ErrorCodes.Of(response.StatusCode, app, isSend);
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

    private static Outcome<T> Read<T>(byte[] body, JsonTypeInfo<T> type, WeChatApp app, bool isSend, bool isToken)
        where T : Answer
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.Of(body).Span, type) switch
            {
                { Errcode: null or 0 } answer => answer,
                { Errcode: { } code } => ErrorCodes.Of(code, app, isSend, isToken),
                _ => ErrorCodes.Unreadable(isSend),
            };
        }
        catch (JsonException)
        {
            return ErrorCodes.Unreadable(isSend);
        }
    }
}
