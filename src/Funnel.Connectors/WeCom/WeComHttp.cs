using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Funnel.Clocks;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// The HTTP clients. The default loggers of all of them are removed, because they print addresses and those hold secrets and tokens.
/// Repetition is only in the client for reads; the handler's own repetition on a stale connection never concerns a request that has a body.
/// </summary>
internal static class WeComHttp
{
    /// <summary>Whose clock the answers show.</summary>
    private const string Platform = "WeCom";

    /// <summary>WeCom's advice: repeat system failures only, at most three times.</summary>
    private const int Repetitions = 3;

    private const long MaxAnswer = 8 * 1024 * 1024;
    private const string ReadClient = "Funnel.WeCom.Read";
    private const string SendClient = "Funnel.WeCom.Send";
    private const string UploadClient = "Funnel.WeCom.Upload";

    private static readonly HttpRequestOptionsKey<int> Errcode = new("Funnel.WeCom.Errcode");

    public static string ClientFor(Effect effect) => effect switch
    {
        Effect.Read or Effect.Set => ReadClient,
        Effect.Send => SendClient,
        Effect.Upload => UploadClient,
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };

    public static void AddClients(IServiceCollection services, WeComOptions options)
    {
        // The time limit of a read is that of each attempt, set by the policy; the body is read inside it.
        Client(services, ReadClient, options, Timeout.InfiniteTimeSpan)
            .AddPolicyHandler(Policy.WrapAsync(Retry(options), Policy.TimeoutAsync<HttpResponseMessage>(options.Timeout)))
            .AddHttpMessageHandler(() => new ErrcodeHandler())
            .AddServerDates(Platform);
        Client(services, SendClient, options, options.Timeout).AddServerDates(Platform);
        Client(services, UploadClient, options, options.UploadTimeout).AddServerDates(Platform);
        Client(services, PictureFiles.Client, options, options.Timeout);
    }

    private static IHttpClientBuilder Client(IServiceCollection services, string name, WeComOptions options, TimeSpan timeout) => services
        .AddHttpClient(name, client =>
        {
            client.BaseAddress = options.BaseUrl;
            client.Timeout = timeout;
            client.MaxResponseContentBufferSize = MaxAnswer;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // A redirect would carry the token elsewhere and turn a POST into a GET.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.Timeout,
        })
        .RemoveAllLoggers();

    private static AsyncRetryPolicy<HttpResponseMessage> Retry(WeComOptions options) => Policy<HttpResponseMessage>
        .Handle<HttpRequestException>()
        .Or<TimeoutRejectedException>()
        .OrResult(response => (int)response.StatusCode >= 500 || IsPassing(response))
        .WaitAndRetryAsync(Repetitions, attempt => Delay(options.RetryDelay, attempt));

    private static bool IsPassing(HttpResponseMessage response) =>
        response.RequestMessage is { } request && request.Options.TryGetValue(Errcode, out var code) && code is ErrorCodes.Busy or ErrorCodes.TooManyAtOnce;

    private static TimeSpan Delay(TimeSpan first, int attempt) => first * Math.Pow(2, attempt - 1) * (0.75 + (RandomNumberGenerator.GetInt32(500) / 1000.0));

    /// <summary>Reads the answer inside the attempt's time limit and notes its code where the policy sees it.</summary>
    private sealed class ErrcodeHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, cancellationToken);
            request.Options.Set(Errcode, await Code(response.Content, cancellationToken));
            response.RequestMessage = request;
            return response;
        }

        private static async Task<int> Code(HttpContent content, CancellationToken ct)
        {
            try
            {
                return JsonSerializer.Deserialize(ReadableJson.Of(await content.ReadAsByteArrayAsync(ct)).Span, Wire.Default.PlainAnswer)?.Errcode ?? 0;
            }
            catch (JsonException)
            {
                // Whoever reads the whole answer will say that it is unreadable.
                return 0;
            }
        }
    }
}
