using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// What Douyin's codes mean for us. Generic codes: developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/status-code; those of
/// messages (28003070 and up) are known from users of the API only.
/// </summary>
internal static class CodeTable
{
    private static readonly Dictionary<string, CodeMeaning> Rows = new(StringComparer.Ordinal)
    {
        ["2190002"] = new(FailureKind.AuthExpired, "the access token is invalid"),
        ["2190008"] = new(FailureKind.AuthExpired, "the access token has expired"),
        ["2190015"] = new(FailureKind.AuthExpired, "the access token belongs to another user"),
        ["28001003"] = new(FailureKind.AuthExpired, "the access token is invalid"),
        ["28001008"] = new(FailureKind.AuthExpired, "the access token has expired"),
        ["28001015"] = new(FailureKind.AuthExpired, "the access token belongs to another user"),

        ["2100004"] = new(FailureKind.Transient, "the platform is busy"),
        ["28001005"] = new(FailureKind.Transient, "the platform is busy"),
        ["28001006"] = new(FailureKind.Transient, "the platform had a network error"),

        ["28003018"] = new(FailureKind.RateLimited, "calls come too fast"),
        ["28001052"] = new(FailureKind.RateLimited, "the platform sees a risk; slow down"),

        ["2190001"] = new(FailureKind.QuotaExhausted, "the day's quota is used up"),
        ["28003017"] = new(FailureKind.QuotaExhausted, "the day's quota is used up"),

        ["2100007"] = new(FailureKind.Forbidden, "no permission"),
        ["2100009"] = new(FailureKind.Forbidden, "the user is banned from this action"),
        ["2190004"] = new(FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001012"] = new(FailureKind.Forbidden, "the merchant has not authorized this; connect the account again with all scopes"),
        ["28001014"] = new(FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001016"] = new(FailureKind.Forbidden, "the app is banned"),
        ["28001018"] = new(FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001019"] = new(FailureKind.Forbidden, "the capability is banned or offline"),
        ["28001020"] = new(FailureKind.Forbidden, "the user is not bound to the test app"),
        ["28001021"] = new(FailureKind.Forbidden, "the test app has expired"),
        ["28001046"] = new(FailureKind.Forbidden, "the user is banned"),
        ["28001047"] = new(FailureKind.Forbidden, "the account is private"),
        ["28001056"] = new(FailureKind.Forbidden, "the API is retired"),
        ["28004020"] = new(FailureKind.Forbidden, "the scope cannot be granted in this way"),
        ["28003095"] = new(FailureKind.Forbidden, "an auto-reply strategy is on in the enterprise workbench; turn it off"),
        ["28003101"] = new(FailureKind.Forbidden, "the user is banned"),
        ["28029003"] = new(FailureKind.Forbidden, "the sender is no verified enterprise or staff account"),
        ["28029004"] = new(FailureKind.Forbidden, "the sender is banned from sending"),

        ["2100005"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["28001007"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["28001038"] = new(FailureKind.Rejected, "the content is not allowed (too long, or has a link)"),
        ["28003082"] = new(FailureKind.Rejected, "the person does not belong to the conversation"),

        ["28001045"] = new(FailureKind.Gone, "the user has left the platform"),

        ["28003070"] = new(FailureKind.WindowClosed, "the window's messages are used up"),
        ["28003080"] = new(FailureKind.WindowClosed, "the window has closed"),
        ["28003081"] = new(FailureKind.WindowClosed, "the window has closed"),
    };

    public static IReadOnlyCollection<string> Codes => Rows.Keys;

    /// <summary>Null for 0 and for a code that is not documented.</summary>
    public static CodeMeaning? Find(string? code) => code is not null && Rows.TryGetValue(code, out var row) ? row : null;
}
