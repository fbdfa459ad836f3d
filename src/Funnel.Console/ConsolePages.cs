using Funnel.Audit;
using Funnel.Console.Access;
using Funnel.Console.Assets;
using Funnel.Console.SignIn;
using Funnel.Console.Today;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Console;

/// <summary>
/// The console behind two HTTP functions: everything below the path where they stand. Works under any prefix; links are made from the request's own path.
/// Anybody may call these: who is not signed in gets the assets, the sign-in page, and 401. Who is gets what <see cref="AccessTable"/> gives to their role.
/// </summary>
public sealed class ConsolePages
{
    private readonly SignInHandler signIn;
    private readonly WaySignIn ways;
    private readonly IReadOnlyList<IConsolePage> pages;
    private readonly LiveNumbers live;
    private readonly WhoAsks who;
    private readonly FormTokens tokens;
    private readonly AuditTally tally;

    /// <param name="pages">The first stands at the console's own path too.</param>
    internal ConsolePages(SignInHandler signIn, WaySignIn ways, IEnumerable<IConsolePage> pages, LiveNumbers live, WhoAsks who, FormTokens tokens, AuditTally tally)
    {
        (this.signIn, this.ways, this.pages, this.live, this.who, this.tokens, this.tally) = (signIn, ways, [.. pages], live, who, tokens, tally);
    }

    /// <summary>What is answered beside the pages.</summary>
    internal static IReadOnlyList<string> FrameRoutes { get; } = ["GET assets/{file}", "GET sign-in", "GET sign-in/{way}", "GET sign-in/{way}/return", "GET live", "POST sign-in", "POST sign-out"];

    /// <summary>Every route there is.</summary>
    internal IEnumerable<string> Routes => FrameRoutes.Concat(pages.SelectMany(p => p.Routes));

    /// <param name="path">What follows the console's own path; empty for its first page.</param>
    public async Task<IActionResult> Get(HttpRequest http, string? path, CancellationToken ct)
    {
        if ((path ?? "").Split('/') is ["assets", var file] && AssetFiles.Find(http, file) is { } asset)
        {
            return asset; // whoever asks
        }

        var request = await who.Open(http, path, pages, ct);
        string[] parts = request.Path.Split('/');
        switch (parts)
        {
            case ["assets", ..]:
                return ConsoleResult.NotFound(request);
            case ["sign-in"]:
                return SignInHandler.Get(request);
            case ["sign-in", var way]:
                return ways.Begin(request, way);
            case ["sign-in", var way, "return"]:
                return await ways.Return(request, way, ct);
            case var _ when request.Operator is null:
                return SignInHandler.Ask(request);
            case ["live"]:
                return Refusal(request, "GET live") ?? await live.Get(request, ct);
            default:
                await who.Seen(request, ct);
                return await Answer(request, "GET", parts, p => p.Get(request, parts.ElementAtOrDefault(1), ct), ct);
        }
    }

    /// <summary>An operator's action. Refused without a role that may do it, and without the token of a form that this operator was given.</summary>
    /// <param name="path">What follows the console's own path.</param>
    public async Task<IActionResult> Post(HttpRequest http, string? path, CancellationToken ct)
    {
        var request = await who.Open(http, path, pages, ct);
        string[] parts = request.Path.Split('/');
        if (parts is ["sign-in"])
        {
            return await signIn.Post(request, ct);
        }

        if (request.Operator is null)
        {
            return SignInHandler.Ask(request);
        }

        // Who may not do it has no use for a large form either.
        var mostBytes = Find("POST", parts) is { } wanted && request.May(wanted.Route) ? wanted.Page.FormBytes(wanted.Route) : ConsoleForm.UsualBytes;
        var (form, isTooLarge) = await ConsoleForm.Read(http, mostBytes, ct);
        if (isTooLarge)
        {
            return ConsoleResult.TooLarge(request, mostBytes);
        }

        if (form is null || !await tokens.Fits(http.HttpContext))
        {
            return ConsoleResult.StaleForm(request);
        }

        if (parts is ["sign-out"])
        {
            return Refusal(request, "POST sign-out") ?? await signIn.Leave(request, ct);
        }

        await who.Seen(request, ct);
        return await Answer(request, "POST", parts, p => p.Post(request, parts.ElementAtOrDefault(1), form, ct), ct);
    }

    private async Task<IActionResult> Answer(ConsoleRequest request, string method, string[] parts, Func<IConsolePage, Task<ConsoleResult>> answer, CancellationToken ct)
    {
        if (Find(method, parts) is not { } found)
        {
            request.Needs = await live.Needs(request, ct);
            return ConsoleResult.NotFound(request);
        }

        if (Refusal(request, found.Route) is { } refusal)
        {
            return refusal;
        }

        request.Needs = await live.Needs(request, ct);
        return await answer(found.Page);
    }

    /// <summary>The page that answers a path, and its route there: the one that names the path wins over the one that takes any.</summary>
    private (IConsolePage Page, string Route)? Find(string method, string[] parts)
    {
        string[] names = parts switch
        {
            [var one] => [$"{method} {one}"],
            [var one, var two] => [$"{method} {one}/{two}", $"{method} {one}/{{id}}"],
            _ => [],
        };
        foreach (var name in names)
        {
            if (pages.FirstOrDefault(p => p.Routes.Contains(name, StringComparer.Ordinal)) is { } page)
            {
                return (page, name);
            }
        }

        return null;
    }

    /// <returns>Null when the operator's role may.</returns>
    private ConsoleResult? Refusal(ConsoleRequest request, string route)
    {
        if (request.May(route))
        {
            return null;
        }

        tally.Note(request.Operator!.Name, AuditActions.ActionRefused, route, request.Address.Text);
        var t = request.Texts;
        var least = AccessTable.LeastRole(route);
        if (request.Operator.Role >= least)
        {
            return ConsoleResult.Notice(request, StatusCodes.Status403Forbidden, t.Staff.OfAll, t.Staff.OfAllHint);
        }

        return ConsoleResult.Notice(request, StatusCodes.Status403Forbidden, t.ViewOnly, $"{t.ViewOnlyHint}{(least is { } role ? t.Roles[role] : "–")}");
    }
}
