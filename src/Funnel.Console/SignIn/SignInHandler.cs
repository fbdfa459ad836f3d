using Funnel.Console.Frame;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>The ways in and out.</summary>
internal sealed class SignInHandler(OneTimeLinks links, Sessions sessions)
{
    private const string CompanySignIn = "/.auth/login/aad";

    /// <summary>Uses up a one-time link.</summary>
    public ConsoleResult Get(ConsoleRequest request)
    {
        var t = request.Texts;
        if (request.Options.EasyAuth || !request.Http.Request.Query.ContainsKey("code"))
        {
            return request.Operator is null ? Ask(request) : ConsoleResult.SeeOther(request.Url(""));
        }

        var address = request.Http.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (links.Redeem(request.Http.Request.Query["code"], address, out var who))
        {
            case CodeResult.Good:
                sessions.Start(request, who!);
                return ConsoleResult.SeeOther(request.Url(""));
            case CodeResult.TooMany:
                request.Http.Response.Headers.RetryAfter = "60";
                return ConsoleResult.Notice(request, StatusCodes.Status429TooManyRequests, t.TooManyTries, t.TooManyTriesHint);
            default:
                return ConsoleResult.Notice(request, StatusCodes.Status401Unauthorized, t.BadCode, $"{t.BadCodeHint} {t.SignInHow}");
        }
    }

    /// <summary>What somebody sees who is not signed in.</summary>
    public static ConsoleResult Ask(ConsoleRequest request)
    {
        var t = request.Texts;
        if (!request.HasRole)
        {
            return ConsoleResult.Notice(request, StatusCodes.Status403Forbidden, t.NoRole, t.NoRoleHint);
        }

        var notice = request.Options.EasyAuth
            ? new Notice(t.SignIn, t.SignInEasyAuth, ($"{CompanySignIn}?post_login_redirect_uri={Uri.EscapeDataString(request.Base + "/")}", t.SignInCompany))
            : new Notice(t.SignIn, t.SignInHow);
        return ConsoleResult.Page<NoticePage>(request, notice, StatusCodes.Status401Unauthorized);
    }

    public static ConsoleResult Leave(ConsoleRequest request)
    {
        Sessions.End(request);
        return ConsoleResult.SeeOther(request.Url("sign-in"));
    }
}
