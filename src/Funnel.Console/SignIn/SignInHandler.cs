using System.Globalization;
using Funnel.Audit;
using Funnel.Console.Frame;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>The ways in and out.</summary>
internal sealed class SignInHandler(OneTimeLinks links, Sessions sessions, SignInGuard guard, AuditLog audit, AuditTally tally)
{
    /// <summary>The field and query that hold a one-time code.</summary>
    public const string Code = "code";
    private const string CompanySignIn = "/.auth/login/aad";
    internal const string Subject = "console";

    /// <summary>
    /// What a one-time link opens: a page with a button. Programs that look at links before a person does, in chats and mails, ask for this and press nothing.
    /// </summary>
    public static ConsoleResult Get(ConsoleRequest request)
    {
        var code = request.Http.Request.Query[Code].ToString();
        return request.Options.EasyAuth || code.Length == 0
            ? request.Operator is null ? Ask(request) : ConsoleResult.SeeOther(request.Url(""))
            : ConsoleResult.Page<SignInPage>(request, code);
    }

    /// <summary>Uses up a one-time link.</summary>
    public async Task<ConsoleResult> Post(ConsoleRequest request, CancellationToken ct)
    {
        var t = request.Texts;
        if (request.Options.EasyAuth)
        {
            return ConsoleResult.NotFound(request);
        }

        // There is no session yet that a form token could be bound to: without this another site could sign somebody in under a name of its own.
        if (!FromOurselves(request.Http.Request) || (await ConsoleForm.Read(request.Http.Request, ConsoleForm.UsualBytes, ct)).Form is not { } form)
        {
            return ConsoleResult.StaleForm(request);
        }

        if (guard.LockedFor(request.Address) is { } locked)
        {
            tally.Note(AuditLine.Nobody, AuditActions.SignInFailed, Subject, request.Address.Text);
            return TooMany(request, locked);
        }

        if (links.Redeem(form[Code]) is { } who)
        {
            var session = await sessions.Start(request, who, ct);
            await audit.Write(new(who.Name, AuditActions.SignedIn, session.Subject) { After = who.Role.ToString(), Address = request.Address.Text });
            return ConsoleResult.SeeOther(request.Url(""));
        }

        tally.Note(AuditLine.Nobody, AuditActions.SignInFailed, Subject, request.Address.Text);
        return await guard.Bad(request.Address, ct)
            ? ConsoleResult.Notice(request, StatusCodes.Status401Unauthorized, t.BadCode, $"{t.BadCodeHint} {t.SignInHow}")
            : TooMany(request, TimeSpan.FromMinutes(1));
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
            : new Notice(t.SignIn, t.SignInHow, ByWay(request));
        return ConsoleResult.Page<NoticePage>(request, notice, StatusCodes.Status401Unauthorized);
    }

    /// <summary>The button of the platform by which staff sign in; null where there is none.</summary>
    private static (string Url, string Name)? ByWay(ConsoleRequest request) => request.Ways is [var way, ..]
        ? (request.Url($"sign-in/{way.Name}"), string.Format(CultureInfo.InvariantCulture, request.Texts.Staff.SignInBy, SignInWays.TitleOf(way, request.Texts)))
        : null;

    public async Task<ConsoleResult> Leave(ConsoleRequest request, CancellationToken ct)
    {
        if (request.Session is { } session)
        {
            await sessions.End(request, ct);
            await audit.Write(new(session.Name, AuditActions.SignedOut, session.Subject) { Address = request.Address.Text });
        }

        return ConsoleResult.SeeOther(request.Url("sign-in"));
    }

    internal static ConsoleResult TooMany(ConsoleRequest request, TimeSpan wait)
    {
        request.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
        return ConsoleResult.Notice(request, StatusCodes.Status429TooManyRequests, request.Texts.TooManyTries, request.Texts.TooManyTriesHint);
    }

    /// <summary>Whether a page of this host sent it, or no page at all: browsers say so in these headers, and pages cannot set them.</summary>
    private static bool FromOurselves(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none" && (request.Headers.Origin.ToString() is { Length: 0 } || IsOrigin(request));

    private static bool IsOrigin(HttpRequest request) => Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, Host(request), StringComparison.OrdinalIgnoreCase);

    internal static string Host(HttpRequest request) => new UriBuilder(ConsoleCookies.IsSecure(request) ? "https" : "http", request.Host.Host, request.Host.Port ?? -1).Uri.Authority;
}
