using System.Security.Claims;

namespace Funnel.Console.SignIn;

/// <summary>What an operator may do. Each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Looks; nothing is changed.</summary>
    Viewer = 1,

    /// <summary>Decides, replays, gives up.</summary>
    Operator,

    /// <summary>Everything, and who may sign in.</summary>
    Admin,
}

/// <summary>Who is at the console.</summary>
/// <param name="Name">What the journal says under "by".</param>
/// <param name="Id">The identity forms are bound to: a session, or a principal.</param>
public sealed record Operator(string Name, Role Role, string Id)
{
    /// <summary>The name of whoever was given none.</summary>
    public const string Unnamed = "operator";

    /// <summary>Longest name, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>The merchants for whom they work, as accounts name them; empty for all.</summary>
    public IReadOnlyList<string> Merchants { get; init; } = [];

    public bool MayAct => Role >= Role.Operator;

    /// <summary>
    /// A name fit for the journal: without control characters, not endless, and never the name that the product itself signs with.
    /// </summary>
    public static string NameFrom(string given)
    {
        var name = TextCutter.Chars(string.Concat(given.Where(c => !char.IsControl(c))), MaxName).Trim();
        return name.Length == 0 || name.Equals("system", StringComparison.OrdinalIgnoreCase) ? Unnamed : name;
    }

    internal ClaimsPrincipal ToPrincipal() =>
        new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Id), new(ClaimTypes.Name, Name)], "Funnel.Console"));
}
