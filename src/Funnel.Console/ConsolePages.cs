using Funnel.Console.Assets;
using Funnel.Console.Languages;
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
    private readonly IReadOnlyList<IConsolePage> pages;
    private readonly LiveNumbers live;
    private readonly Sessions sessions;
    private readonly IAntiforgery antiforgery;
    private readonly ConsoleOptions options;
    private readonly TimeProvider time;

    /// <param name="pages">The first stands at the console's own path too.</param>
    internal ConsolePages(
        SignInHandler signIn, IEnumerable<IConsolePage> pages, LiveNumbers live, Sessions sessions, IAntiforgery antiforgery, IOptions<ConsoleOptions> options, TimeProvider time)
    {
        (this.signIn, this.pages, this.live, this.sessions, this.antiforgery, this.options, this.time) = (signIn, [.. pages], live, sessions, antiforgery, options.Value, time);
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

        return parts is ["live"] ? await live.Get(request, ct) : await Page(request, parts, ct);
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
        return Find(parts) is { } page ? await page.Post(request, parts.ElementAtOrDefault(1), form, ct) : ConsoleResult.NotFound(request);
    }

    private async Task<IActionResult> Page(ConsoleRequest request, string[] parts, CancellationToken ct)
    {
        sessions.Slide(request);
        request.Needs = await live.Needs(ct);
        return Find(parts) is { } page ? await page.Get(request, parts.ElementAtOrDefault(1), ct) : ConsoleResult.NotFound(request);
    }

    private IConsolePage? Find(string[] parts) => parts switch
    {
        [""] => pages[0],
        { Length: 1 or 2 } => pages.FirstOrDefault(p => string.Equals(p.Path, parts[0], StringComparison.Ordinal)),
        _ => null,
    };

    private ConsoleRequest Open(HttpRequest http, string? path)
    {
        var hasRole = true;
        var who = options.EasyAuth ? EasyAuth.Find(http, out hasRole) : sessions.Find(http);
        if (who is not null)
        {
            http.HttpContext.User = who.ToPrincipal();
        }

        return new(http, path ?? "", Language.Choose(http), who, hasRole, options, time.GetUtcNow()) { Pages = pages };
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
