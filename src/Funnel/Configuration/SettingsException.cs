namespace Funnel.Configuration;

/// <summary>The configuration is wrong. Names everything that is, at once.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception($"The configuration has {errors.Count} {(errors.Count == 1 ? "error" : "errors")}:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(e => "  - " + e))}")
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
