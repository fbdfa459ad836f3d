using Funnel.Console.Languages;
using Funnel.Console.Today;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console;

/// <summary>A page of the console: a folder with its view and this, its texts, and a line in <see cref="ConsoleRegistration"/>, in the order of the navigation.</summary>
internal interface IConsolePage
{
    /// <summary>First part of its path below the console's own, and the key of its live count.</summary>
    string Path { get; }

    /// <summary>
    /// What it answers, as methods and paths below the console's own: <c>GET leads</c>, <c>POST leads/{id}</c>. No other request reaches it, and what each needs stands in
    /// <see cref="Access.AccessTable"/>. Its first is the page itself.
    /// </summary>
    IReadOnlyList<string> Routes { get; }

    string NameIn(Texts texts);

    /// <summary>Whether the navigation names it; else other pages lead there.</summary>
    bool IsListed => true;

    /// <summary>Most bytes of a form that one of its routes takes.</summary>
    long FormBytes(string route) => ConsoleForm.UsualBytes;

    /// <summary>What waits on it, for the count beside its name; null where nothing is counted, or not now.</summary>
    string? CountOf(Needs? needs) => null;

    /// <param name="id">The second part of the path: one thing of those that the page lists; null for the page itself.</param>
    Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct);

    /// <summary>An operator's action, by one whose role the route asks for.</summary>
    Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct) => Task.FromResult(ConsoleResult.NotFound(request));
}
