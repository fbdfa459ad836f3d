using Funnel.Console.Frame;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>The ways in and out.</summary>
internal sealed class SignInRoom(OneTimeLinks links, Sessions sessions)
{
    private const string CompanySignIn = "/.auth/login/aad";

    /// <summary>Uses up a one-time link.</summary>
    public Answer Get(Visit visit)
    {
        var t = visit.Texts;
        if (visit.Options.EasyAuth || !visit.Request.Query.ContainsKey("code"))
        {
            return visit.Operator is null ? Ask(visit) : Answer.See(visit.Url(""));
        }

        var address = visit.Http.Connection.RemoteIpAddress?.ToString() ?? "";
        switch (links.Redeem(visit.Request.Query["code"], address, out var who))
        {
            case CodeResult.Good:
                sessions.Start(visit, who!);
                return Answer.See(visit.Url(""));
            case CodeResult.TooMany:
                visit.Http.Response.Headers.RetryAfter = "60";
                return Answer.Notice(visit, StatusCodes.Status429TooManyRequests, t.TooManyTries, t.TooManyTriesHint);
            default:
                return Answer.Notice(visit, StatusCodes.Status401Unauthorized, t.BadCode, $"{t.BadCodeHint} {t.SignInHow}");
        }
    }

    /// <summary>What somebody sees who is not signed in.</summary>
    public static Answer Ask(Visit visit)
    {
        var t = visit.Texts;
        if (!visit.HasRole)
        {
            return Answer.Notice(visit, StatusCodes.Status403Forbidden, t.NoRole, t.NoRoleHint);
        }

        var notice = visit.Options.EasyAuth
            ? new Notice(t.SignIn, t.SignInEasyAuth, ($"{CompanySignIn}?post_login_redirect_uri={Uri.EscapeDataString(visit.Base + "/")}", t.SignInCompany))
            : new Notice(t.SignIn, t.SignInHow);
        return Answer.Page<NoticePage>(visit, notice, StatusCodes.Status401Unauthorized);
    }

    public static Answer Leave(Visit visit)
    {
        Sessions.End(visit);
        return Answer.See(visit.Url("sign-in"));
    }
}
