namespace Funnel.Functions.Http;

/// <summary>Where requests are counted before a function is called.</summary>
public static class LimitedRoutes
{
    /// <summary>What is counted together; null for the functions that ask by themselves: the health check is always answered, and of webhooks only those that nobody signed are counted.</summary>
    public static string? PlaceOf(string function) => function switch
    {
        nameof(Health) or nameof(ReceiveEvent) => null,
        "ConsoleGet" or "ConsolePost" => "console",
        nameof(ContactPage) => "landing",
        _ => "api",
    };
}
