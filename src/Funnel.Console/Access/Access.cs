namespace Funnel.Console.Access;

/// <summary>What somebody must show to reach a route.</summary>
public enum Needed
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The platform's signature on the message; each connector checks its own.</summary>
    Signature,

    /// <summary>The host's function key, or its master key.</summary>
    FunctionKey,

    /// <summary>The host's master key.</summary>
    MasterKey,

    /// <summary>A session or principal with at least the role viewer.</summary>
    Viewer,

    /// <summary>At least the role operator.</summary>
    Operator,

    /// <summary>The role admin.</summary>
    Admin,
}

/// <summary>One route, and what it needs.</summary>
/// <param name="Route">Method and template: <c>GET console/leads/{id}</c>. Templates of HTTP functions are as their triggers have them.</param>
/// <param name="OfAll">It shows or changes what is every merchant's: not for who works for some of them.</param>
public sealed record AccessRow(string Route, Needed Needs, bool OfAll = false);
