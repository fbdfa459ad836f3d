namespace Funnel.Tests.Triage;

/// <summary>A test on real comments: a reported skip where FUNNEL_DATA is not set.</summary>
internal sealed class DataFactAttribute : FactAttribute
{
    internal static string? Folder => Environment.GetEnvironmentVariable("FUNNEL_DATA") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    public DataFactAttribute() => Skip = Folder is null ? "FUNNEL_DATA names no folder of real comments." : null;
}
