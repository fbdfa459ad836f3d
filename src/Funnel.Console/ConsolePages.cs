using Funnel.Console.Assets;
using Funnel.Console.Languages;
using Funnel.Console.Leads;
using Funnel.Console.Parked;
using Funnel.Console.Review;
using Funnel.Console.SignIn;
using Funnel.Console.Today;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Funnel.Console;

/// <summary>
/// The console behind two HTTP functions: everything below the path where they stand. Works under any prefix; links are made from the request's own path.
/// Anybody may call these: who is not signed in gets the assets, the sign-in page, and 401.
/// </summary>
public sealed class ConsolePages
{
    private readonly SignInRoom signIn;
    private readonly TodayRoom today;
    private readonly LeadsRoom leads;
    private readonly LeadRoom lead;
    private readonly ReviewRoom review;
    private readonly ParkedRoom parked;
    private readonly LiveNumbers live;
    private readonly Sessions sessions;
    private readonly IAntiforgery antiforgery;
    private readonly ConsoleOptions options;
    private readonly TimeProvider time;

    internal ConsolePages(
        SignInRoom signIn, TodayRoom today, LeadsRoom leads, LeadRoom lead, ReviewRoom review, ParkedRoom parked, LiveNumbers live, Sessions sessions,
        IAntiforgery antiforgery, IOptions<ConsoleOptions> options, TimeProvider time)
    {
        (this.signIn, this.today, this.leads, this.lead, this.review, this.parked) = (signIn, today, leads, lead, review, parked);
        (this.live, this.sessions, this.antiforgery, this.options, this.time) = (live, sessions, antiforgery, options.Value, time);
    }

    /// <param name="path">What follows the console's own path; empty for its first page.</param>
    public async Task<IActionResult> Get(HttpRequest request, string? path, CancellationToken ct)
    {
        var visit = Arrive(request, path);
        string[] parts = visit.Path.Split('/');
        if (parts is ["assets", var file])
        {
            return AssetFiles.Find(request, file) ?? Answer.Missing(visit);
        }

        if (parts is ["sign-in"])
        {
            return signIn.Get(visit);
        }

        if (visit.Operator is null)
        {
            return SignInRoom.Ask(visit);
        }

        return parts is ["live"] ? await today.Live(visit, ct) : await Room(visit, parts, ct);
    }

    /// <summary>An operator's action. Refused without a role that may act, and without the token of a form that this operator was given.</summary>
    /// <param name="path">What follows the console's own path.</param>
    public async Task<IActionResult> Post(HttpRequest request, string? path, CancellationToken ct)
    {
        var visit = Arrive(request, path);
        if (visit.Operator is null)
        {
            return SignInRoom.Ask(visit);
        }

        if (await Form(visit, ct) is not { } form)
        {
            return Answer.Stale(visit);
        }

        string[] parts = visit.Path.Split('/');
        if (parts is ["sign-out"])
        {
            return SignInRoom.Leave(visit);
        }

        if (!visit.MayAct)
        {
            return Answer.Notice(visit, StatusCodes.Status403Forbidden, visit.Texts.ViewOnly, visit.Texts.ViewOnlyHint);
        }

        visit.Needs = await live.Needs(ct);
        return parts switch
        {
            ["review"] => await review.Post(visit, form, ct),
            ["parked"] => await parked.Post(visit, form, ct),
            ["leads", var id] => await lead.Post(visit, id, form, ct),
            _ => Answer.Missing(visit),
        };
    }

    private async Task<IActionResult> Room(Visit visit, string[] parts, CancellationToken ct)
    {
        sessions.Slide(visit);
        visit.Needs = await live.Needs(ct);
        return parts switch
        {
            [""] or ["today"] => await today.Get(visit, ct),
            ["leads"] => await leads.Get(visit, ct),
            ["leads", var id] => await lead.Get(visit, id, ct),
            ["review"] => await review.Get(visit, ct),
            ["parked"] => await parked.Get(visit, ct),
            _ => Answer.Missing(visit),
        };
    }

    private Visit Arrive(HttpRequest request, string? path)
    {
        var hasRole = true;
        var who = options.EasyAuth ? EasyAuth.Find(request, out hasRole) : sessions.Find(request);
        if (who is not null)
        {
            request.HttpContext.User = who.ToPrincipal();
        }

        return new(request, path ?? "", Language.Choose(request), who, hasRole, options, time.GetUtcNow());
    }

    private async Task<IFormCollection?> Form(Visit visit, CancellationToken ct)
    {
        if (!visit.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await visit.Request.ReadFormAsync(ct);
            return await antiforgery.IsRequestValidAsync(visit.Http) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null; // not a form after all, or one over its limits
        }
    }
}
