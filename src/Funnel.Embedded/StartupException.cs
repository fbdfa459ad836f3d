namespace Funnel.Embedded;

/// <summary>The host cannot start as it is configured. Holds everything that is wrong, each with its place and what to do.</summary>
internal sealed class StartupException(string what, IReadOnlyList<string> errors, Exception? inner = null)
    : Exception($"{what}{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(error => "  - " + error))}", inner)
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
