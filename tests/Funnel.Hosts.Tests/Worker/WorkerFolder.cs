using Funnel.Hosts.Tests.Infra;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>Where the worker lies as it would be deployed: published where a run has published it, else as it was built.</summary>
internal static class WorkerFolder
{
    public const string Variable = "FUNNEL_PUBLISHED";

    public static string? Published { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The build's output, of the same configuration and framework as these tests.</summary>
    public static string Built { get; } = Repository.Path(["src", "Funnel.Functions", "bin", .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..]]);

    public static string Best => Published ?? Built;
}
