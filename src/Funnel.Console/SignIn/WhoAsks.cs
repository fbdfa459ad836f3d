using Funnel.Accounts;
using Funnel.Console.Languages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Console.SignIn;

/// <summary>Who makes a request.</summary>
/// <param name="Operator">Null for nobody.</param>
/// <param name="Session">Null for nobody, and where the platform signs in.</param>
/// <param name="HasRole">False for somebody who is signed in and has no role here.</param>
internal sealed record SignedIn(Operator? Operator, Session? Session, bool HasRole);

/// <summary>Finds out who makes a request, by one read at most.</summary>
internal sealed class WhoAsks(
    SessionStore sessions, Sessions cookies, ClientAddresses addresses, SignInWays ways, AccountBook accounts, IOptions<ConsoleOptions> options, TimeProvider time)
{
    private readonly ConsoleOptions options = options.Value;

    /// <param name="path">What follows the console's own path.</param>
    public async Task<ConsoleRequest> Open(HttpRequest http, string? path, IReadOnlyList<IConsolePage> pages, CancellationToken ct)
    {
        var who = await Find(http, ct);
        if (who.Operator is { } known)
        {
            http.HttpContext.User = known.ToPrincipal();
        }

        return new(http, path ?? "", Language.Choose(http), who, addresses.Of(http.HttpContext), options, time.GetUtcNow()) { Pages = pages, Ways = ways.All, Accounts = AccountsOf(who.Operator) };
    }

    /// <summary>Lets the session go on, for a page or an action. Not called for what a page asks by itself: a forgotten tab signs out.</summary>
    public Task Seen(ConsoleRequest request, CancellationToken ct) =>
        request.Session is { } session ? sessions.Touch(session, request.Address.Text, ct) : Task.CompletedTask;

    private IReadOnlyList<AccountOptions> AccountsOf(Operator? who) =>
        who is not { Merchants: { Count: > 0 } merchants } ? accounts.All : [.. accounts.All.Where(a => merchants.Contains(a.Merchant, StringComparer.Ordinal))];

    private async Task<SignedIn> Find(HttpRequest http, CancellationToken ct)
    {
        if (!options.EasyAuth)
        {
            var session = await cookies.Find(http, ct);
            return new(session?.Who, session, true);
        }

        // A request that came around the one who signs in could say anything.
        var hasRole = true;
        var who = options.PlatformSignsIn || addresses.ComesFromProxy(http.HttpContext) ? EasyAuth.Find(http, options, out hasRole) : null;
        return new(who, null, hasRole);
    }
}
