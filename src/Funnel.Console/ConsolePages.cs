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
    private readonly SignInHandler signIn;
    private readonly TodayHandler today;
    private readonly LeadsHandler leads;
    private readonly LeadHandler lead;
    private readonly ReviewHandler review;
    private readonly ParkedHandler parked;
    private readonly LiveNumbers live;
    private readonly Sessions sessions;
    private readonly IAntiforgery antiforgery;
    private readonly ConsoleOptions options;
    private readonly TimeProvider time;

    internal ConsolePages(
        SignInHandler signIn, TodayHandler today, LeadsHandler leads, LeadHandler lead, ReviewHandler review, ParkedHandler parked, LiveNumbers live, Sessions sessions,
        IAntiforgery antiforgery, IOptions<ConsoleOptions> options, TimeProvider time)
    {
        (this.signIn, this.today, this.leads, this.lead, this.review, this.parked) = (signIn, today, leads, lead, review, parked);
        (this.live, this.sessions, this.antiforgery, this.options, this.time) = (live, sessions, antiforgery, options.Value, time);
    }

    /// <param name="path">What follows the console's own path; empty for its first page.</param>
    public async Task<IActionResult> Get(HttpRequest http, string? path, CancellationToken ct)
    {
        var request = Open(http, path);
        string[] parts = request.Path.Split('/');
        if (parts is ["assets", var file])
        {
            return AssetFiles.Find(http, file) ?? ConsoleResult.NotFound(request);
        }

        if (parts is ["sign-in"])
        {
            return signIn.Get(request);
        }

        if (request.Operator is null)
        {
            return SignInHandler.Ask(request);
        }

        return parts is ["live"] ? await today.Live(request, ct) : await Page(request, parts, ct);
    }

    /// <summary>An operator's action. Refused without a role that may act, and without the token of a form that this operator was given.</summary>
    /// <param name="path">What follows the console's own path.</param>
    public async Task<IActionResult> Post(HttpRequest http, string? path, CancellationToken ct)
    {
        var request = Open(http, path);
        if (request.Operator is null)
        {
            return SignInHandler.Ask(request);
        }

        if (await Form(request, ct) is not { } form)
        {
            return ConsoleResult.StaleForm(request);
        }

        string[] parts = request.Path.Split('/');
        if (parts is ["sign-out"])
        {
            return SignInHandler.Leave(request);
        }

        if (!request.MayAct)
        {
            return ConsoleResult.Notice(request, StatusCodes.Status403Forbidden, request.Texts.ViewOnly, request.Texts.ViewOnlyHint);
        }

        request.Needs = await live.Needs(ct);
        return parts switch
        {
            ["review"] => await review.Post(request, form, ct),
            ["parked"] => await parked.Post(request, form, ct),
            ["leads", var id] => await lead.Post(request, id, form, ct),
            _ => ConsoleResult.NotFound(request),
        };
    }

    private async Task<IActionResult> Page(ConsoleRequest request, string[] parts, CancellationToken ct)
    {
        sessions.Slide(request);
        request.Needs = await live.Needs(ct);
        return parts switch
        {
            [""] or ["today"] => await today.Get(request, ct),
            ["leads"] => await leads.Get(request, ct),
            ["leads", var id] => await lead.Get(request, id, ct),
            ["review"] => await review.Get(request, ct),
            ["parked"] => await parked.Get(request, ct),
            _ => ConsoleResult.NotFound(request),
        };
    }

    private ConsoleRequest Open(HttpRequest http, string? path)
    {
        var hasRole = true;
        var who = options.EasyAuth ? EasyAuth.Find(http, out hasRole) : sessions.Find(http);
        if (who is not null)
        {
            http.HttpContext.User = who.ToPrincipal();
        }

        return new(http, path ?? "", Language.Choose(http), who, hasRole, options, time.GetUtcNow());
    }

    private async Task<IFormCollection?> Form(ConsoleRequest request, CancellationToken ct)
    {
        if (!request.Http.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            var form = await request.Http.Request.ReadFormAsync(ct);
            return await antiforgery.IsRequestValidAsync(request.Http) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null; // not a form after all, or one over its limits
        }
    }
}
