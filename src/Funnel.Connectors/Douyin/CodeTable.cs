namespace Funnel.Connectors.Douyin;

/// <summary>
/// What Douyin's codes mean for us. Generic codes: developer.open-douyin.com/docs/resource/zh-CN/dop/develop/openapi/status-code; those of
/// messages (28003070 and up) are known from users of the API only.
/// </summary>
internal static class CodeTable
{
    private static readonly Dictionary<string, (FailureKind Kind, string Meaning)> Rows = new(StringComparer.Ordinal)
    {
        ["2190002"] = (FailureKind.AuthExpired, "the access token is invalid"),
        ["2190008"] = (FailureKind.AuthExpired, "the access token has expired"),
        ["2190015"] = (FailureKind.AuthExpired, "the access token belongs to another user"),
        ["28001003"] = (FailureKind.AuthExpired, "the access token is invalid"),
        ["28001008"] = (FailureKind.AuthExpired, "the access token has expired"),
        ["28001015"] = (FailureKind.AuthExpired, "the access token belongs to another user"),

        ["2100004"] = (FailureKind.Transient, "the platform is busy"),
        ["28001005"] = (FailureKind.Transient, "the platform is busy"),
        ["28001006"] = (FailureKind.Transient, "the platform had a network error"),

        ["28003018"] = (FailureKind.RateLimited, "calls come too fast"),
        ["28001052"] = (FailureKind.RateLimited, "the platform sees a risk; slow down"),

        ["2190001"] = (FailureKind.QuotaExhausted, "the day's quota is used up"),
        ["28003017"] = (FailureKind.QuotaExhausted, "the day's quota is used up"),

        ["2100007"] = (FailureKind.Forbidden, "no permission"),
        ["2100009"] = (FailureKind.Forbidden, "the user is banned from this action"),
        ["2190004"] = (FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001012"] = (FailureKind.Forbidden, "the merchant has not authorized this; connect the account again with all scopes"),
        ["28001014"] = (FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001016"] = (FailureKind.Forbidden, "the app is banned"),
        ["28001018"] = (FailureKind.Forbidden, "the app lacks the capability; apply for it in the developer console"),
        ["28001019"] = (FailureKind.Forbidden, "the capability is banned or offline"),
        ["28001020"] = (FailureKind.Forbidden, "the user is not bound to the test app"),
        ["28001021"] = (FailureKind.Forbidden, "the test app has expired"),
        ["28001046"] = (FailureKind.Forbidden, "the user is banned"),
        ["28001047"] = (FailureKind.Forbidden, "the account is private"),
        ["28001056"] = (FailureKind.Forbidden, "the API is retired"),
        ["28004020"] = (FailureKind.Forbidden, "the scope cannot be granted in this way"),
        ["28003095"] = (FailureKind.Forbidden, "an auto-reply strategy is on in the enterprise workbench; turn it off"),
        ["28003101"] = (FailureKind.Forbidden, "the user is banned"),
        ["28029003"] = (FailureKind.Forbidden, "the sender is no verified enterprise or staff account"),
        ["28029004"] = (FailureKind.Forbidden, "the sender is banned from sending"),

        ["2100005"] = (FailureKind.Rejected, "a parameter is wrong"),
        ["28001007"] = (FailureKind.Rejected, "a parameter is wrong"),
        ["28001038"] = (FailureKind.Rejected, "the content is not allowed (too long, or has a link)"),
        ["28003082"] = (FailureKind.Rejected, "the person does not belong to the conversation"),

        ["28001045"] = (FailureKind.Gone, "the user has left the platform"),

        ["28003070"] = (FailureKind.WindowClosed, "the window's messages are used up"),
        ["28003080"] = (FailureKind.WindowClosed, "the window has closed"),
        ["28003081"] = (FailureKind.WindowClosed, "the window has closed"),
    };

    public static IReadOnlyCollection<string> Codes => Rows.Keys;

    public static bool IsKnown(string? code) => code is not null && Rows.ContainsKey(code);

    /// <summary>"Try again later": for a send that leaves open whether it was carried out.</summary>
    public static bool IsBusy(string? code) => IsKnown(code) && Rows[code!].Kind == FailureKind.Transient;

    /// <summary>Kind and meaning of a code that is not 0.</summary>
    /// <remarks>
    /// A code that is not in the table is still a well-formed "no": a send is <see cref="FailureKind.Rejected"/>, so that a person looks at it
    /// and nothing is sent again; a read may just be tried again later (<see cref="FailureKind.Unknown"/>).
    /// </remarks>
    public static (FailureKind Kind, string Meaning) Look(string code, bool send) => Rows.TryGetValue(code, out var row)
        ? row.Kind == FailureKind.Transient && send ? (FailureKind.Unknown, row.Meaning) : row
        : (send ? FailureKind.Rejected : FailureKind.Unknown, "a code that is not documented");
}
