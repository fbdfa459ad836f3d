using System.Globalization;
using Funnel.Audit;
using Funnel.Connectors;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>Signing in by the platform on which staff work: to it and back. What is brought back is shown to the platform once, and written nowhere.</summary>
internal sealed class WaySignIn(SignInWays ways, SignInStates states, Sessions sessions, SignInGuard guard, AuditLog audit, AuditTally tally)
{
    private const string Code = "code";
    private const string State = "state";
    private const int MaxState = 200;

    /// <summary>To the platform, with a ticket in the browser. Harmless when a program asks that looks at links: it holds nobody's identity.</summary>
    public ConsoleResult Begin(ConsoleRequest request, string name)
    {
        if (ways.Find(name) is not { } way)
        {
            return ConsoleResult.NotFound(request);
        }

        if (guard.LockedFor(request.Address) is { } locked)
        {
            return SignInHandler.TooMany(request, locked);
        }

        var (ticket, state) = states.Begin(name);
        var cookie = ConsoleCookies.Options(request.Base, request.IsSecure);
        cookie.MaxAge = SignInStates.Lifetime;
        request.Http.Response.Cookies.Append(CookieName(request), ticket, cookie);
        var back = new Uri($"{(request.IsSecure ? "https" : "http")}://{SignInHandler.Host(request.Http.Request)}{request.Url($"sign-in/{name}/return")}");
        return ConsoleResult.SeeOther(way.Find<IStaffSignIn>()!.Begin(back, state).AbsoluteUri);
    }

    /// <summary>Back from the platform.</summary>
    public async Task<ConsoleResult> Return(ConsoleRequest request, string name, CancellationToken ct)
    {
        if (ways.Find(name) is not { } way)
        {
            return ConsoleResult.NotFound(request);
        }

        var ticket = request.Http.Request.Cookies[CookieName(request)];
        request.Http.Response.Cookies.Delete(CookieName(request), ConsoleCookies.Options(request.Base, request.IsSecure));
        if (guard.LockedFor(request.Address) is { } locked)
        {
            Failed(request, AuditLine.Nobody);
            return SignInHandler.TooMany(request, locked);
        }

        var (t, query) = (request.Texts, request.Http.Request.Query);
        var (code, state) = (query[Code].ToString(), query[State].ToString());
        if (state.Length > MaxState || !states.Redeem(name, ticket, state))
        {
            return await Bad(request, StatusCodes.Status400BadRequest, t.Staff.SignInElsewhere, t.Staff.SignInElsewhereHint, ct);
        }

        if (code.Length == 0)
        {
            return Again(request, StatusCodes.Status400BadRequest, t.Staff.SignInNotAllowed, t.Staff.SignInAgainHint); // the person would not
        }

        var title = SignInWays.TitleOf(way, request.Texts);
        var asked = code.Length > StaffIdentity.MaxCode ? new Failure(FailureKind.Rejected, "too-long", "The code is longer than any.") : await way.Find<IStaffSignIn>()!.Exchange(code, ct);
        if (asked.Failure is { } failure)
        {
            return failure.Kind == FailureKind.Rejected
                ? await Bad(request, StatusCodes.Status400BadRequest, t.Staff.SignInElsewhere, t.Staff.SignInElsewhereHint, ct)
                : Again(request, StatusCodes.Status503ServiceUnavailable, Said(t.Staff.SignInUnanswered, title), Said(t.Staff.SignInUnansweredHint, failure.Code));
        }

        return asked.Value.UserId is not { } userId ? Stranger(request, AuditLine.Nobody, t.Staff.SignInStranger, Said(t.Staff.SignInStrangerHint, title))
            : ways.Who(userId) is not { } who ? Stranger(request, Operator.NameFrom(userId), t.NoRole, Said(t.Staff.SignInNoRoleHint, userId))
            : await SignIn(request, who, ct);
    }

    private async Task<ConsoleResult> SignIn(ConsoleRequest request, Operator who, CancellationToken ct)
    {
        var session = await sessions.Start(request, who, ct);
        await audit.Write(new(who.Name, AuditActions.SignedIn, session.Subject) { After = who.Role.ToString(), Address = request.Address.Text });
        return ConsoleResult.SeeOther(request.Url(""));
    }

    /// <summary>Somebody whom the platform knows, and we do not: no guess, so nobody is locked out for it.</summary>
    private ConsoleResult Stranger(ConsoleRequest request, string by, string title, string hint)
    {
        Failed(request, by);
        return ConsoleResult.Notice(request, StatusCodes.Status403Forbidden, title, hint);
    }

    private async Task<ConsoleResult> Bad(ConsoleRequest request, int status, string title, string hint, CancellationToken ct)
    {
        Failed(request, AuditLine.Nobody);
        return await guard.Bad(request.Address, ct) ? Again(request, status, title, hint) : SignInHandler.TooMany(request, TimeSpan.FromMinutes(1));
    }

    private static ConsoleResult Again(ConsoleRequest request, int status, string title, string hint) =>
        ConsoleResult.Page<Frame.NoticePage>(request, new Frame.Notice(title, hint, (request.Url("sign-in"), request.Texts.SignIn)), status);

    private void Failed(ConsoleRequest request, string by) => tally.Note(by, AuditActions.SignInFailed, SignInHandler.Subject, request.Address.Text);

    private static string Said(string text, string about) => string.Format(CultureInfo.InvariantCulture, text, about);

    private static string CookieName(ConsoleRequest request) => ConsoleCookies.Name(ConsoleCookies.State, request.IsSecure);
}
