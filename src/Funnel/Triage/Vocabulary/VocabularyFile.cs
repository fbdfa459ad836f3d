// Small files inside the assembly, read once: nothing to await.
#pragma warning disable MA0045
namespace Funnel.Triage.Vocabulary;

/// <summary>The tab-separated files that lie beside this one and travel inside the assembly.</summary>
internal static class VocabularyFile
{
    internal static string Read(string name)
    {
        var resource = $"Funnel.Triage.{name}";
        using var stream = typeof(VocabularyFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly: build the project again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What stands before the first tab of each line, and what stands after it.</summary>
    internal static IEnumerable<(string Key, string Value)> Rows(string name) => Read(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('\t', 2))
        .Select(cells => (cells[0], cells[1]));
}
