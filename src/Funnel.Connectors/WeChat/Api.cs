using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeChat;

/// <summary>
/// Calls with the app's token, each tried once. When the token is not accepted the call was not carried out: it is repeated once with a fresh one, sends included. The token travels
/// in the address, so neither addresses nor exception texts leave this class.
/// </summary>
internal sealed partial class Api(WeChatApp app, IHttpClientFactory clients, StableToken token, ILogger<Api> logger)
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

            var outcome = await Wired.Post(app, clients, $"{path}?access_token={Uri.EscapeDataString(access.Value)}", bytes, answer, isSend, isToken: false, ct);
            if (outcome.Failure is not { } failure)
            {
                return outcome;
            }

            if (failure.Kind != FailureKind.AuthExpired || !isFirst)
            {
                Log.Failed(logger, app.Name, path, failure.Kind, failure.Code);
                return failure;
            }

            token.Drop(access.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4151, LogLevel.Warning, "{App}: {Path} failed: {Kind} ({Code})")]
        public static partial void Failed(ILogger logger, string app, string path, FailureKind kind, string code);
    }
}
