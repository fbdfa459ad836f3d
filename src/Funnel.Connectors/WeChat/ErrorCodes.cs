using System.Globalization;
using System.Net;

namespace Funnel.Connectors.WeChat;

/// <summary>
/// What the API's codes mean for us (https://developers.weixin.qq.com/doc/service/guide/dev/api/errorcode.html). The messages are our own: the API's text may hold ids and addresses.
/// </summary>
internal static class ErrorCodes
{
    public const int Busy = -1;
    public const int BadCredential = 40001;
    public const int BadToken = 40014;
    public const int TokenExpired = 42001;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="isSend">Whether the call does something to a person, so that silence means unknown.</param>
    /// <param name="isToken">Whether the call asks for a token: then a bad credential is a wrong secret.</param>
    public static Failure Of(int code, WeChatApp app, bool isSend, bool isToken)
    {
        var text = code.ToString(CultureInfo.InvariantCulture);
        return code switch
        {
            Busy => isSend ? Unclear(text, "WeChat said it is busy.", isSend) : new(FailureKind.Transient, text, "WeChat is busy.", Moment),
            BadCredential when isToken => new(FailureKind.Forbidden, text, $"The secret is wrong: check {app.Section}.secret."),
            BadCredential or BadToken or TokenExpired => new(FailureKind.AuthExpired, text, "The access token is not accepted, not even a fresh one."),
            45009 => new(FailureKind.QuotaExhausted, text, "The day's calls of this kind are used up."),
            45011 => new(FailureKind.RateLimited, text, "Too many calls in a minute.", Minute),
            45015 => new(FailureKind.WindowClosed, text, "The time in which the person may be written to is over: a minute from following or scanning, 48 hours from a message."),
            45047 => new(FailureKind.WindowClosed, text, "The person may be sent no more messages until they do something: 3 after following or scanning, 5 after a message."),
            40003 or 43004 => new(FailureKind.Gone, text, "The person does not follow the account, or is another account's."),
            _ => Configuration(code, app.Section) is { } advice ? new(FailureKind.Forbidden, text, advice)
                : new(FailureKind.Rejected, text, $"WeChat refused the call with code {text}: WeChat's list of return codes says why."),
        };
    }

    public static Failure Of(HttpStatusCode status, WeChatApp app, bool isSend)
    {
        var code = $"http-{(int)status}";
        return (int)status switch
        {
            429 => new(FailureKind.RateLimited, code, "Too many calls.", Minute),
            >= 500 => Unclear(code, $"WeChat answered HTTP {(int)status}.", isSend),
            _ => new(FailureKind.Rejected, code, $"HTTP {(int)status} instead of an answer: check {app.Section}.baseUrl and what stands between."),
        };
    }

    /// <summary>The failure when the connection could not be made or broke.</summary>
    public static Failure Of(HttpRequestError error, bool isSend) => error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or
        HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            ? new(FailureKind.Transient, "connect", $"WeChat could not be reached ({error}).")
            : Unclear("connection", $"The connection to WeChat broke ({error}).", isSend);

    public static Failure Timeout(bool isSend) => Unclear("timeout", "WeChat did not answer in time.", isSend);

    public static Failure Unreadable(bool isSend) => Unclear("unreadable", "What came back is no answer of WeChat.", isSend);

    private static Failure Unclear(string code, string what, bool isSend) => isSend
        ? new(FailureKind.Unknown, code, $"{what} Whether the call was done is not known.")
        : new(FailureKind.Transient, code, what);

    /// <summary>What an operator must put right, or null when it is nothing of that kind.</summary>
    private static string? Configuration(int code, string section) => code switch
    {
        40002 => "A mini program of a private person may not make such links: it has to be a company's.",
        40013 => $"The AppID is wrong: check {section}.appId.",
        40125 => $"The secret is wrong: check {section}.secret.",
        40164 or 61004 => "The address of this host is not on the account's IP white list: add it on the developer platform.",
        40165 => $"The mini program has no such published page: check {section}.page.",
        40212 => $"The query is not taken: check {section}.query.",
        40243 => "The AppSecret is frozen: unfreeze it on the developer platform.",
        48001 => "The app may not call this: it has to be a verified one with this permission.",
        48004 => "WeChat has banned this call for the account: the account's own console says why.",
        50002 => "The account is limited: its own console says why.",
        89503 => "An administrator of the account has to confirm this host's address: they were sent a message.",
        _ => null,
    };
}
