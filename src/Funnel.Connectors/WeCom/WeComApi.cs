using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Calls with the app's token. When WeCom does not accept the token, the call was not carried out: it is repeated once with a fresh one, sends included.
/// </summary>
internal sealed partial class WeComApi(Transport transport, AccessToken token, ILogger<WeComApi> logger)
{
    public Task<Outcome<T>> Get<T>(Call<T> call, CancellationToken ct)
        where T : Answer => Send(call, "", () => null, ct);

    public Task<Outcome<T>> Post<TRequest, T>(Call<T> call, TRequest body, JsonTypeInfo<TRequest> type, CancellationToken ct)
        where T : Answer
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        return Send(call, "", () => Json(bytes), ct);
    }

    /// <param name="query">More of the query, escaped, with its leading ampersand; or empty.</param>
    /// <param name="content">Makes the body anew for each attempt; null for a GET.</param>
    public async Task<Outcome<T>> Send<T>(Call<T> call, string query, Func<HttpContent?> content, CancellationToken ct)
        where T : Answer
    {
        var (first, used) = await Once(call, query, content, ct);
        if (used is null || first.Failure is not { Kind: FailureKind.AuthExpired })
        {
            return Recorded(call, first);
        }

        token.Drop(used);
        var (second, _) = await Once(call, query, content, ct);
        return Recorded(call, second);
    }

    private async Task<(Outcome<T> Outcome, string? Token)> Once<T>(Call<T> call, string query, Func<HttpContent?> content, CancellationToken ct)
        where T : Answer
    {
        var access = await token.Get(ct);
        return access.Failure is { } failure
            ? (failure, null)
            : (await transport.Send(call, $"access_token={Uri.EscapeDataString(access.Value)}{query}", content(), ct), access.Value);
    }

    private Outcome<T> Recorded<T>(Call<T> call, Outcome<T> outcome)
        where T : Answer
    {
        if (outcome.Failure is { } failure)
        {
            Log.Failed(logger, call.Path, failure.Kind, failure.Code);
        }

        return outcome;
    }

    private static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    private static partial class Log
    {
        [LoggerMessage(4103, LogLevel.Warning, "WeCom {Path} failed: {Kind} ({Code})")]
        public static partial void Failed(ILogger logger, string path, FailureKind kind, string code);
    }
}
