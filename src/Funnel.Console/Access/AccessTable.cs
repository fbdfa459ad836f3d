using System.Collections.Frozen;
using Funnel.Console.SignIn;

namespace Funnel.Console.Access;

/// <summary>
/// Every route of the product and what it needs, in one place. The console asks this table before each page and action, and refuses what does not stand in it; the
/// keys of HTTP functions are the hosts' business, and a test holds them to it.
/// </summary>
public static class AccessTable
{
    /// <summary>What stands before the routes of the console.</summary>
    public const string Console = "console/";

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        // Pages
        new("GET console/", Needed.Viewer),
        new("GET console/today", Needed.Viewer),
        new("GET console/live", Needed.Viewer),
        new("GET console/review", Needed.Viewer),
        new("GET console/tasks", Needed.Viewer),
        new("GET console/tasks/{id}", Needed.Viewer),
        new("GET console/leads", Needed.Viewer),
        new("GET console/leads/{id}", Needed.Viewer),
        new("GET console/accounts", Needed.Viewer),
        new("GET console/accounts/return", Needed.Admin),
        new("GET console/effect", Needed.Viewer),
        new("GET console/effect/csv", Needed.Operator),
        new("GET console/import", Needed.Operator),
        new("GET console/import/{id}", Needed.Operator),
        new("GET console/people", Needed.Viewer),
        new("GET console/log", Needed.Operator, OfAll: true),
        new("GET console/log/csv", Needed.Operator, OfAll: true),
        new("GET console/sign-in", Needed.Nothing),
        new("GET console/sign-in/{way}", Needed.Nothing),
        new("GET console/sign-in/{way}/return", Needed.Nothing),
        new("GET console/assets/{file}", Needed.Nothing),

        // Actions
        new("POST console/sign-in", Needed.Nothing),
        new("POST console/today/resume", Needed.Operator),
        new("POST console/sign-out", Needed.Viewer),
        new("POST console/review", Needed.Operator),
        new("POST console/tasks", Needed.Operator),
        new("POST console/tasks/try", Needed.Operator),
        new("POST console/tasks/run", Needed.Operator),
        new("POST console/tasks/cancel", Needed.Operator),
        new("POST console/leads/{id}", Needed.Operator),
        new("POST console/accounts/connect", Needed.Admin),
        new("POST console/import", Needed.Operator),
        new("POST console/import/again", Needed.Operator),
        new("POST console/import/take", Needed.Operator),
        new("POST console/people/end-own", Needed.Viewer),
        new("POST console/people/end", Needed.Admin, OfAll: true),
        new("POST console/people/link", Needed.Admin, OfAll: true),

        // HTTP functions
        new("GET console/{*path}", Needed.Nothing), // the rows above say more
        new("POST console/{*path}", Needed.Nothing),
        new("GET c/{token}", Needed.Nothing), // the token says whose page it is, and nothing of the person stands there
        new("GET api/health", Needed.Nothing),
        new("HEAD api/health", Needed.Nothing),
        new("GET api/events/{connector}", Needed.Signature),
        new("POST api/events/{connector}", Needed.Signature),
        new("GET api/funnel", Needed.FunctionKey),
        new("GET api/leads", Needed.FunctionKey),
        new("GET api/reports/{name}", Needed.FunctionKey),
        new("GET api/openapi", Needed.FunctionKey),
        new("GET api/changes", Needed.FunctionKey),
        new("GET api/hooks", Needed.FunctionKey),
        new("POST api/hooks/{name}", Needed.FunctionKey),
        new("GET api/settings", Needed.FunctionKey),
        new("GET api/settings/{kind}/{id}", Needed.FunctionKey),
        new("GET api/settings/{kind}/{id}/versions", Needed.FunctionKey),
        new("PUT api/settings/{kind}/{id}", Needed.FunctionKey),
        new("DELETE api/settings/{kind}/{id}", Needed.FunctionKey),
        new("GET api/tasks", Needed.FunctionKey),
        new("POST api/tasks/{id}", Needed.FunctionKey),
        new("POST api/comments", Needed.FunctionKey),
        new("GET api/comments", Needed.FunctionKey),
        new("POST api/replays", Needed.FunctionKey),
        new("GET api/replays", Needed.FunctionKey),
        new("GET api/replays/{id}", Needed.FunctionKey),
        new("GET api/replays/{id}/items", Needed.FunctionKey),
        new("DELETE api/replays/{id}", Needed.FunctionKey),
        new("POST api/poison/{queue}", Needed.FunctionKey),
        new("GET api/held", Needed.FunctionKey),
        new("POST api/accounts/{account}/resume", Needed.FunctionKey),
        new("GET api/wordings", Needed.FunctionKey),
        new("POST api/wordings/{offer}/{variant}/resume", Needed.FunctionKey),
        new("GET api/do-not-contact", Needed.FunctionKey),
        new("POST api/do-not-contact", Needed.FunctionKey),
        new("DELETE api/do-not-contact", Needed.FunctionKey),
        new("GET api/audit", Needed.FunctionKey),
        new("GET api/persons/{id}", Needed.MasterKey),
        new("DELETE api/persons/{id}", Needed.MasterKey),
        new("POST api/console-link", Needed.MasterKey),
    ];

    private static readonly FrozenDictionary<string, Needed> ByRoute = Rows.ToFrozenDictionary(r => r.Route, r => r.Needs, StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfAll = Rows.Where(r => r.OfAll).Select(r => r.Route).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The least role of a page or action of the console.</summary>
    /// <param name="route">Method and path below the console's own: <c>POST leads/{id}</c>.</param>
    /// <returns>Null when it is nobody's: it does not stand in the table, or needs no role.</returns>
    public static Role? LeastRole(string route) => ByRoute.GetValueOrDefault(Full(route)) switch
    {
        Needed.Viewer => Role.Viewer,
        Needed.Operator => Role.Operator,
        Needed.Admin => Role.Admin,
        _ => null,
    };

    /// <summary>See <see cref="AccessRow.OfAll"/>.</summary>
    public static bool IsOfAll(string route) => OfAll.Contains(Full(route));

    private static string Full(string route) => route.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var at ? $"{route[..at]} {Console}{route[(at + 1)..]}" : route;
}
