using System.Text.Json;
using Funnel.Clocks;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeChat;

/// <summary>
/// The app's token (https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken): asked for by one call at a time, never forced, so that every instance is given
/// the same one. A wrong secret is not tried again for a while.
/// </summary>
internal sealed partial class StableToken(WeChatApp app, IHttpClientFactory clients, TimeProvider time, ILogger<StableToken> logger)
{
    /// <summary>The platform gives a new token from 5 minutes before the old one ends, and both work until then.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(5);

    private readonly SingleFlight<Outcome<string>> flight = new();
    private volatile Held? held;
    private volatile Refusal? refusal;

    public Task<Outcome<string>> Get(CancellationToken ct) => Current is { } token ? Task.FromResult<Outcome<string>>(token) : flight.Run(Ask, ct);

    /// <summary>Has a token ready, and finds out early when there is none to be had.</summary>
    public async Task<Outcome<Done>> Prepare(CancellationToken ct) => (await Get(ct)).Failure is { } failure ? failure : default(Done);

    /// <summary>Forgets this token. When another call has renewed it in between, nothing happens.</summary>
    public void Drop(string token)
    {
        if (held is { } current && string.Equals(current.Token, token, StringComparison.Ordinal))
        {
            Interlocked.CompareExchange(ref held, null, current);
        }
    }

    /// <summary>A short-lived token is not asked for all the time: never more than a quarter of its life early.</summary>
    private string? Current => held is { } now && now.Asked.Age(time) < now.Life - TimeSpan.FromTicks(Math.Min(Margin.Ticks, now.Life.Ticks / 4)) ? now.Token : null;

    private async Task<Outcome<string>> Ask()
    {
        if (Current is { } token)
        {
            return token;
        }

        if (refusal is { } recent && recent.Since.Age(time) < RefusalPause)
        {
            return recent.Failure;
        }

        var asked = TimeMark.Now(time);
        var request = JsonSerializer.SerializeToUtf8Bytes(new TokenRequest("client_credential", app.AppId, app.Secret, ForceRefresh: false), WeChatJson.Default.TokenRequest);
        var answer = await Wired.Post(app, clients, "cgi-bin/stable_token", request, WeChatJson.Default.TokenAnswer, isSend: false, isToken: true, CancellationToken.None);
        if (answer is { Ok: true, Value: { AccessToken: { Length: > 0 } fresh, ExpiresIn: > 0 and var seconds } })
        {
            (refusal, held) = (null, new(fresh, asked, TimeSpan.FromSeconds(seconds)));
            return fresh;
        }

        var failure = answer.Failure ?? ErrorCodes.Unreadable(isSend: false);
        refusal = failure.Kind is FailureKind.Forbidden or FailureKind.Rejected or FailureKind.QuotaExhausted ? new(failure, asked) : null;
        Log.Refused(logger, app.Name, failure.Code, failure.Message);
        return failure;
    }

    private sealed record Held(string Token, TimeMark Asked, TimeSpan Life)
    {
        public override string ToString() => $"token of {Asked.Wall:O} for {Life}";
    }

    private sealed record Refusal(Failure Failure, TimeMark Since);

    private static partial class Log
    {
        [LoggerMessage(4152, LogLevel.Error, "{App}: no access token ({Code}): {Message}")]
        public static partial void Refused(ILogger logger, string app, string code, string message);
    }
}
