namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for requests to a route.</summary>
/// <param name="authLevel">Which key a caller must show.</param>
/// <param name="methods">Accepted methods; none means all.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public string[]? Methods { get; } = methods;

    /// <summary>Route template under the prefix of host.json; the function's name when null.</summary>
    public string? Route { get; set; }
}

/// <summary>Which key a caller of an HTTP function must show.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
