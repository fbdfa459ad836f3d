using Funnel.Clocks;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// The app's access token (https://developer.work.weixin.qq.com/document/path/91039): fetched by one call at a time, renewed before it ends, dropped when
/// WeCom does not accept it. A wrong secret is not tried again for a while: WeCom blocks the address of who does.
/// </summary>
internal sealed partial class AccessToken(Transport transport, WeComOptions options, TimeProvider time, ILogger<AccessToken> logger)
{
    private static readonly TimeSpan CallMargin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PrepareMargin = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SecretPause = TimeSpan.FromMinutes(5);

    private readonly SingleFlight<Outcome<string>> flight = new();
    private volatile Held? held;
    private volatile Pause? pause;

    /// <summary>A token good for at least one call.</summary>
    public Task<Outcome<string>> Get(CancellationToken ct) => Get(CallMargin, ct);

    /// <summary>Renews it early, so that the next calls need not wait for that.</summary>
    public Task<Outcome<string>> Prepare(CancellationToken ct) => Get(PrepareMargin, ct);

    /// <summary>Forgets this token. When another call has renewed it in between, nothing happens.</summary>
    public void Drop(string token)
    {
        if (held is { } current && string.Equals(current.Token, token, StringComparison.Ordinal))
        {
            Interlocked.CompareExchange(ref held, null, current);
        }
    }

    private Task<Outcome<string>> Get(TimeSpan margin, CancellationToken ct) =>
        Current(margin) is { } token ? Task.FromResult<Outcome<string>>(token) : flight.Run(() => Renew(margin), ct);

    private string? Current(TimeSpan margin)
    {
        // A short-lived token must not be renewed all the time: never more than a quarter of its life early.
        return held is { } current && current.Asked.Age(time) < current.Life - TimeSpan.FromTicks(Math.Min(margin.Ticks, current.Life.Ticks / 4)) ? current.Token : null;
    }

    private async Task<Outcome<string>> Renew(TimeSpan margin)
    {
        if (Current(margin) is { } token)
        {
            return token;
        }

        if (pause is { } waiting && waiting.Since.Age(time) < waiting.For)
        {
            return waiting.Failure;
        }

        var query = $"corpid={Uri.EscapeDataString(options.CorpId)}&corpsecret={Uri.EscapeDataString(options.Secret)}";
        var asked = TimeMark.Now(time);
        var outcome = await transport.Send(Calls.GetToken, query, null, CancellationToken.None);
        if (outcome.Failure is { } failure)
        {
            return Fail(failure);
        }

        if (outcome.Value is not { AccessToken: { Length: > 0 } fresh, ExpiresIn: > 0 and var seconds })
        {
            return ErrorCodes.Unreadable(Effect.Read);
        }

        pause = null;
        var life = TimeSpan.FromSeconds(seconds);
        held = new Held(fresh, asked, life);
        Log.Renewed(logger, life);
        return fresh;
    }

    private Failure Fail(Failure failure)
    {
        if (failure.Kind is FailureKind.Forbidden or FailureKind.Rejected or FailureKind.RateLimited)
        {
            pause = new Pause(failure, TimeMark.Now(time), failure.RetryAfter ?? SecretPause);
        }

        Log.Refused(logger, failure.Code, failure.Message);
        return failure;
    }

    private sealed record Held(string Token, TimeMark Asked, TimeSpan Life)
    {
        public override string ToString() => $"token of {Asked.Wall:O} for {Life}";
    }

    private sealed record Pause(Failure Failure, TimeMark Since, TimeSpan For);

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "WeCom access token renewed, good for {Life}")]
        public static partial void Renewed(ILogger logger, TimeSpan life);

        [LoggerMessage(4102, LogLevel.Error, "WeCom gives no access token ({Code}): {Message}")]
        public static partial void Refused(ILogger logger, string code, string message);
    }
}
