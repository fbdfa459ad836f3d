using Funnel.Accounts;
using Funnel.Console.Access;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Funnel.Console;

/// <summary>One request to the console: who asks, in which language, and where the console stands.</summary>
public sealed class ConsoleRequest
{
    internal ConsoleRequest(HttpRequest http, string path, Texts texts, SignedIn who, ClientAddress address, ConsoleOptions options, DateTimeOffset now)
    {
        Http = http.HttpContext;
        Path = path.Trim('/');
        Base = BaseOf(http, Path);
        Texts = texts;
        (Operator, Session, HasRole) = who;
        Address = address;
        Options = options;
        Now = now;
        Format = new(texts, options.UtcOffset, now);
    }

    public HttpContext Http { get; }

    /// <summary>The page's path below <see cref="Base"/>, without slashes around it.</summary>
    public string Path { get; }

    /// <summary>Path of the console itself, without a slash at its end: <c>/api/console</c>.</summary>
    public string Base { get; }
    public Texts Texts { get; }
    public Format Format { get; }
    public ConsoleOptions Options { get; }

    /// <summary>Null when nobody is signed in.</summary>
    public Operator? Operator { get; }

    /// <summary>Null when nobody is signed in, or the platform says who.</summary>
    public Session? Session { get; }

    /// <summary>Where it comes from.</summary>
    public ClientAddress Address { get; }

    /// <summary>False when somebody is signed in who has no role here.</summary>
    public bool HasRole { get; }
    public DateTimeOffset Now { get; }
    public bool MayAct => Operator?.MayAct ?? false;

    /// <inheritdoc cref="ConsoleCookies.IsSecure"/>
    public bool IsSecure => ConsoleCookies.IsSecure(Http.Request);

    /// <summary>
    /// Whether the operator's role reaches a route of <see cref="AccessTable"/>, such as <c>POST people/link</c>: pages hide what it does not. Who works for some merchants only is kept from
    /// what is everybody's.
    /// </summary>
    public bool May(string route) => AccessTable.LeastRole(route) is { } least && Operator?.Role >= least && (SeesAll || !AccessTable.IsOfAll(route));

    /// <summary>Whether the operator works for all merchants.</summary>
    public bool SeesAll => Operator is not { Merchants.Count: > 0 };

    /// <summary>Accounts of the merchants for whom the operator works, as configured.</summary>
    public IReadOnlyList<AccountOptions> Accounts { get; internal init; } = [];

    /// <summary>Their ids.</summary>
    internal IReadOnlyList<string> AccountIds => [.. Accounts.Select(a => a.Id)];

    /// <summary>Whether the operator works for the account's merchant. An account that is no longer configured is nobody's: only who works for all sees it.</summary>
    public bool Sees(string accountId) => SeesAll || Accounts.Any(a => string.Equals(a.Id, accountId, StringComparison.Ordinal));

    /// <summary>The account, if it is configured and the operator works for its merchant.</summary>
    internal AccountOptions? Account(string? id) => Accounts.FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.Ordinal));

    /// <summary>The console's pages, in the order of the navigation.</summary>
    internal IReadOnlyList<IConsolePage> Pages { get; init; } = [];

    /// <summary>Ways to sign in beside a link; none where a platform in front signs in.</summary>
    internal IReadOnlyList<Connectors.Connector> Ways { get; init; } = [];

    /// <summary>What waits for a person, for the counts beside the page names; null where nobody is signed in.</summary>
    public Today.Needs? Needs { get; internal set; }

    /// <summary>The form token's field name and value; set while a page is answered.</summary>
    public AntiforgeryTokenSet? Token { get; internal set; }

    public string Url(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var url = path.Length == 0 ? Base + "/" : $"{Base}/{path}";
        foreach (var (name, value) in query)
        {
            url = string.IsNullOrEmpty(value) ? url : QueryHelpers.AddQueryString(url, name, value);
        }

        return url;
    }

    /// <summary>This page in the other language. Outcomes of what was done are not repeated.</summary>
    public string OtherLanguage()
    {
        var url = QueryHelpers.AddQueryString(Url(Path), Language.Name, Texts.Other.Code);
        var kept = Http.Request.Query.Where(q => q.Key is not (Language.Name or "said"));
        return kept.Aggregate(url, (u, q) => QueryHelpers.AddQueryString(u, q.Key, q.Value.ToString()));
    }

    private static string BaseOf(HttpRequest http, string path)
    {
        var whole = (http.PathBase + http.Path).ToUriComponent().TrimEnd('/');
        var tail = new PathString("/" + path).ToUriComponent().TrimEnd('/');
        return whole.EndsWith(tail, StringComparison.OrdinalIgnoreCase) ? whole[..^tail.Length] : whole;
    }
}
