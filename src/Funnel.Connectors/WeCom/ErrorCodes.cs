using System.Globalization;
using System.Net;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// What the API's codes mean for us (https://developer.work.weixin.qq.com/document/path/90313). The messages are our own: the API's text may hold ids and addresses.
/// </summary>
internal static class ErrorCodes
{
    public const int Busy = -1;
    public const int BadSecret = 40001;
    public const int BadMedia = 40007;
    public const int BadCorp = 40013;
    public const int BadToken = 40014;
    public const int NoSuchTag = 40068;
    public const int TagExists = 40071;
    public const int MediaExpired = 40145;
    public const int WelcomeCodeInvalid = 41050;
    public const int AlreadyWelcomed = 41051;
    public const int AnotherAppWelcomes = 41096;
    public const int NoSuchWay = 41044;
    public const int ContactWaysUsedUp = 41045;
    public const int TagIncorrect = 41110;
    public const int TokenExpired = 42001;
    public const int RateLimited = 45009;
    public const int TooManyAtOnce = 45033;
    public const int NoRelation = 84061;

    // A code blocks for its window; the answer does not say whether minute or hour, so look again after the shorter.
    private static readonly TimeSpan MinuteWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Whether a failure stands for this code.</summary>
    public static bool Is(Failure failure, int code) => string.Equals(failure.Code, code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The failure for an <c>errcode</c> other than 0.</summary>
    public static Failure Of(int code, Effect effect)
    {
        var text = code.ToString(CultureInfo.InvariantCulture);
        return code switch
        {
            Busy or 6000 => effect is Effect.Read or Effect.Set
                ? new Failure(FailureKind.Transient, text, "WeCom is busy.", Moment)
                : new Failure(FailureKind.Unknown, text, "WeCom said it is busy; whether it did the call is not known."),
            BadToken or TokenExpired => new(FailureKind.AuthExpired, text, "The access token is not accepted, not even a fresh one."),
            RateLimited => new(FailureKind.RateLimited, text, "Too many calls of this kind; WeCom blocks them for a minute or an hour.", MinuteWindow),
            TooManyAtOnce or 45035 or 45036 => new(FailureKind.RateLimited, text, "Too many calls at once.", Moment),
            AnotherAppWelcomes => new(FailureKind.Transient, text, "Another app is sending this welcome now.", Moment),
            WelcomeCodeInvalid => new(FailureKind.WindowClosed, text, "The welcome code is older than 20 s or used."),
            BadMedia or MediaExpired => new(FailureKind.Gone, text, "A media id has expired or is wrong."),
            NoSuchTag or TagIncorrect => new(FailureKind.Gone, text, "A tag does not exist any more."),
            40096 => new(FailureKind.Gone, text, "The contact is unknown to this corp or outside the app's visible range."),
            50100 => new(FailureKind.Gone, text, "The cursor is not valid any more: begin again without one."),
            NoSuchWay => new(FailureKind.Gone, text, "The code does not exist any more, or another app made it."),
            40029 => new(FailureKind.Rejected, text, "The sign-in code was used, is older than 5 minutes, or was never one."),
            ContactWaysUsedUp => new(FailureKind.QuotaExhausted, text, "The quota of contact ways (联系我) is used up: delete old ones."),
            40201 or 40204 => new(FailureKind.Rejected, text, "WeCom's anti-spam check blocked it: a person must look at it."),
            _ => Configuration(code) is { } advice
                ? new(FailureKind.Forbidden, text, advice)
                : new(FailureKind.Rejected, text, $"WeCom refused the call with code {text}: see https://open.work.weixin.qq.com/devtool/query?e={text}."),
        };
    }

    /// <summary>The failure when there was an HTTP status instead of an answer.</summary>
    public static Failure Of(HttpStatusCode status, Effect effect)
    {
        var code = $"http-{(int)status}";
        return (int)status switch
        {
            429 => new(FailureKind.RateLimited, code, "Too many calls.", MinuteWindow),
            >= 500 => Unclear(code, $"WeCom answered HTTP {(int)status}.", effect),
            _ => new(FailureKind.Rejected, code, $"HTTP {(int)status} instead of an answer: check Funnel:WeCom:BaseUrl and what stands between."),
        };
    }

    /// <summary>The failure when the connection could not be made or broke.</summary>
    public static Failure Of(HttpRequestError error, Effect effect) => error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or
        HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            ? new(FailureKind.Transient, "connect", $"WeCom could not be reached ({error}).")
            : Unclear("connection", $"The connection to WeCom broke ({error}).", effect);

    public static Failure Timeout(Effect effect) => Unclear("timeout", "WeCom did not answer in time.", effect);

    public static Failure Unreadable(Effect effect) => Unclear("unreadable", "What came back is no answer of WeCom.", effect);

    private static Failure Unclear(string code, string what, Effect effect) => effect is Effect.Read or Effect.Set
        ? new(FailureKind.Transient, code, what)
        : new(FailureKind.Unknown, code, $"{what} Whether the call was done is not known.");

    /// <summary>What an operator must put right, or null when it is nothing of that kind.</summary>
    private static string? Configuration(int code) => code switch
    {
        BadSecret => "The secret is wrong, belongs to another app, or the app is disabled: check Funnel:WeCom:Secret.",
        BadCorp => "The corp id is wrong: check Funnel:WeCom:CorpId.",
        40003 or 60111 => "A user id is unknown: check Funnel:WeCom:Staff.",
        40098 => "A member of staff has not verified their name in WeCom.",
        40099 => "A member of staff can take no more contacts: name others in Funnel:WeCom:Staff.",
        40126 => "The corp can have no more tags: delete unused ones in the admin console.",
        40144 => "The contact can have no more tags.",
        41054 => "A member of staff has not activated WeCom.",
        41095 => "There are too many acquisition links: give the id of an existing one as Funnel:WeCom:LinkId.",
        41200 => "This feature is only for some categories of business.",
        41305 => "The corp has not set its category of business.",
        43012 => "The app needs a callback address first: set it in the admin console.",
        48002 => "The app may not call this: add it to the callable apps of 客户联系 and 获客助手 in the admin console.",
        50001 => "The console's address is not on a trusted domain of the app: set it under 企业微信授权登录 in the admin console.",
        60011 or 60021 => "Staff are outside the app's visible range: widen it in the admin console.",
        60020 => "The address of this host is not trusted: add it to 企业可信IP in the admin console (it takes about a minute).",
        81017 => "Groups can be listed by their owners alone: name them.",
        84074 => "A member of staff has no permission for external contacts.",
        _ => null,
    };
}
