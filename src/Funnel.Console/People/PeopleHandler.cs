using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.People;

/// <summary>Who is signed in.</summary>
/// <param name="Sessions">All of them for an admin, one's own for others; the last used first.</param>
/// <param name="Link">A link that was just made, and for whom; null for none.</param>
public sealed record PeopleModel(IReadOnlyList<Session> Sessions, (string Url, string Name, Role Role)? Link, FlashMessage? Flash);

internal sealed class PeopleHandler(SessionStore sessions, OneTimeLinks links, AuditLog audit) : IConsolePage
{
    public const string EndOwn = "end-own";
    public const string End = "end";
    public const string MakeLink = "link";

    public string Path => "people";

    public IReadOnlyList<string> Routes { get; } = ["GET people", $"POST people/{EndOwn}", $"POST people/{End}", $"POST people/{MakeLink}"];

    public string NameIn(Texts texts) => texts.Staff.PeoplePage;

    public Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct) => Show(request, null, Outcomes.Find(request), StatusCodes.Status200OK, ct);

    public Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct) => id switch
    {
        _ when request.Options.EasyAuth => Task.FromResult(ConsoleResult.NotFound(request)), // the platform has the sessions, and the roles
        MakeLink => Invite(request, form, ct),
        _ => SignOut(request, form["session"].ToString(), anybodys: id is End, ct),
    };

    /// <summary>Whether a session is the asker's own: the same name. A name that nobody chose is nobody's.</summary>
    internal static bool IsOwn(ConsoleRequest request, Session session) => string.Equals(session.Id, request.Session?.Id, StringComparison.Ordinal)
        || (string.Equals(session.Name, request.Operator!.Name, StringComparison.Ordinal) && !string.Equals(session.Name, Operator.Unnamed, StringComparison.Ordinal));

    /// <summary>The merchants among whom a link can choose; none where there is only one.</summary>
    internal static IReadOnlyList<string> Merchants(ConsoleRequest request) =>
        [.. request.Accounts.Select(a => a.Merchant).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private async Task<ConsoleResult> SignOut(ConsoleRequest request, string id, bool anybodys, CancellationToken ct)
    {
        if (await sessions.Named(id, ct) is not { } session || !(anybodys || IsOwn(request, session)))
        {
            return ConsoleResult.SeeOther(request.Url(Path, (Outcomes.Query, Outcomes.SessionGone)));
        }

        await sessions.End(session.Id, ct);
        await audit.Write(new(request.Operator!.Name, AuditActions.SessionRevoked, session.Subject) { Before = $"{session.Name}, {session.Role}", Address = request.Address.Text });
        return ConsoleResult.SeeOther(request.Url(Path, (Outcomes.Query, Outcomes.SessionEnded)));
    }

    private async Task<ConsoleResult> Invite(ConsoleRequest request, IFormCollection form, CancellationToken ct)
    {
        var name = form["name"].ToString().Trim();
        if (name.Length == 0 || !string.Equals(Operator.NameFrom(name), name, StringComparison.Ordinal) || !Enum.TryParse<Role>(form["role"], out var role) || !Enum.IsDefined(role))
        {
            return await Show(request, null, new(request.Texts.Staff.LinkWrong, false), StatusCodes.Status400BadRequest, ct);
        }

        string[] merchants = [.. form["merchant"].OfType<string>().Where(m => m.Length > 0)];
        if (merchants.Except(Merchants(request), StringComparer.Ordinal).Any())
        {
            return ConsoleResult.NotFound(request);
        }

        var url = $"{(request.IsSecure ? "https" : "http")}://{request.Http.Request.Host}{request.Url("sign-in", (SignInHandler.Code, links.Create(name, role, merchants)))}";
        await audit.Write(new(request.Operator!.Name, AuditActions.LinkMade, "link") { After = string.Join(", ", [name, role, .. merchants]), Address = request.Address.Text });
        return await Show(request, (url, name, role), null, StatusCodes.Status200OK, ct);
    }

    private async Task<ConsoleResult> Show(ConsoleRequest request, (string Url, string Name, Role Role)? link, FlashMessage? flash, int status, CancellationToken ct)
    {
        var all = request.Options.EasyAuth ? [] : await sessions.List(ct);
        var shown = request.May($"POST people/{End}") ? all : [.. all.Where(s => IsOwn(request, s))];
        return ConsoleResult.Page<PeoplePage>(request, new PeopleModel(shown, link, flash), status);
    }
}
