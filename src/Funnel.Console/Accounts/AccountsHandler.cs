using System.Globalization;
using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Connectors;
using Funnel.Console.Frame;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Funnel.Console.Today;
using Funnel.Intake;
using Funnel.Intake.Handed;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Accounts;

/// <summary>The merchant's accounts, each with what it can do.</summary>
/// <param name="Connectable">Those whose platform gives a grant on a page of its own.</param>
/// <param name="Handed">Those whose comments are handed over.</param>
public sealed record AccountsModel(
    IReadOnlyList<AccountHealth> Accounts, IReadOnlyDictionary<string, IReadOnlyList<Ability>> Abilities, IReadOnlySet<string> Connectable, IReadOnlySet<string> Handed, FlashMessage? Flash);

/// <summary>The accounts, and their connection: to the platform's page and back. What is brought back is shown to the platform once, and written nowhere but in the grant.</summary>
internal sealed class AccountsHandler(
    AccountBook accounts, AccountAbilities abilities, CommentFeeds feeds, HandedComments handed, SignInStates states, LiveNumbers live, AuditLog audit) : IConsolePage
{
    public const string Connect = "connect";
    public const string Return = "return";
    private const int MaxState = 200;
    private const int MaxCode = 2_048;

    /// <summary>What stands before the account in a ticket: no way to sign in is called so.</summary>
    private const string TicketFor = "connect:";

    public string Path => "accounts";

    public IReadOnlyList<string> Routes { get; } = ["GET accounts", $"GET accounts/{Return}", $"POST accounts/{Connect}"];

    public string NameIn(Texts texts) => texts.Accounts;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        if (string.Equals(id, Return, StringComparison.Ordinal))
        {
            return await Back(request, ct);
        }

        var connectable = request.Accounts.Where(a => accounts.Capability<IOAuthGrant>(a.Id) is not null).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var taking = request.Accounts.Where(a => handed.Of(a.Id) == HandedAccount.Takes).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var health = (await accounts.Health(ct)).Where(h => request.Sees(h.Id)).ToList();
        return ConsoleResult.Page<AccountsPage>(request, new AccountsModel(health, await abilities.Read(ct), connectable, taking, Outcomes.Find(request)));
    }

    /// <summary>To the platform, with a ticket in the browser.</summary>
    public Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        if (request.Account(form["account"]) is not { } account || accounts.Capability<IOAuthGrant>(account.Id) is not { } grants)
        {
            return Task.FromResult(ConsoleResult.NotFound(request));
        }

        var (ticket, state) = states.Begin(TicketFor + account.Id);
        var cookie = ConsoleCookies.Options(request.Base, request.IsSecure);
        cookie.MaxAge = SignInStates.Lifetime;
        request.Http.Response.Cookies.Append(CookieName(request), ticket, cookie);
        return Task.FromResult(ConsoleResult.SeeOther(grants.AuthorizeUrl(ReturnUrl(request), state).AbsoluteUri));
    }

    /// <summary>Back from the platform: takes the grant, and reads once so that the page shows at once what works.</summary>
    private async Task<ConsoleResult> Back(ConsoleRequest request, CancellationToken ct)
    {
        var t = request.Texts.Connections;
        var ticket = request.Http.Request.Cookies[CookieName(request)];
        request.Http.Response.Cookies.Delete(CookieName(request), ConsoleCookies.Options(request.Base, request.IsSecure));
        var query = request.Http.Request.Query;
        var state = query["state"].ToString();
        if (state.Length > MaxState || states.WayOf(ticket) is not { } way || !way.StartsWith(TicketFor, StringComparison.Ordinal) || !states.Redeem(way, ticket, state)
            || request.Account(way[TicketFor.Length..]) is not { } account)
        {
            return Not(request, StatusCodes.Status400BadRequest, t.Elsewhere);
        }

        var code = accounts.Capability<IOAuthGrant>(account.Id) is { } grants ? query[grants.CodeField].ToString() : "";
        if (code.Length is 0 or > MaxCode)
        {
            return Not(request, StatusCodes.Status400BadRequest, t.NotAllowed);
        }

        var connected = await accounts.Connect(account.Id, code, ReturnUrl(request), ct);
        var outcome = connected.Failure is { } failed ? $"refused: {failed.Code}" : string.Join(' ', connected.Value.Scopes);
        await audit.Write(new(request.Operator!.Name, AuditActions.AccountConnected, "account/" + account.Id) { After = outcome, Address = request.Address.Text });
        if (connected.Failure is { } failure)
        {
            return Not(request, failure.Kind is FailureKind.Rejected or FailureKind.Forbidden ? StatusCodes.Status400BadRequest : StatusCodes.Status503ServiceUnavailable,
                t.Unanswered + request.Texts.Of(failure.ToReason()));
        }

        if (accounts.CanRead(account.Id))
        {
            await feeds.Try(account.Id, ct);
        }

        live.Forget();
        return ConsoleResult.SeeOther(request.Url(Path, (Outcomes.Query, Outcomes.Connected)));
    }

    private ConsoleResult Not(ConsoleRequest request, int status, string hint) =>
        ConsoleResult.Page<NoticePage>(request, new Notice(request.Texts.Connections.NotConnected, hint, (request.Url(Path), request.Texts.Connections.ToAccounts)), status);

    /// <summary>One address for all accounts, which is registered with the platform.</summary>
    private Uri ReturnUrl(ConsoleRequest request) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{(request.IsSecure ? "https" : "http")}://{SignInHandler.Host(request.Http.Request)}{request.Url($"{Path}/{Return}")}"));

    private static string CookieName(ConsoleRequest request) => ConsoleCookies.Name(ConsoleCookies.State, request.IsSecure);
}
