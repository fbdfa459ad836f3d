// Small files inside an assembly, read once: nothing to await.
#pragma warning disable MA0045
using System.Reflection;

namespace Funnel.Triage.Vocabulary;

/// <summary>Text files that travel inside an assembly.</summary>
internal static class VocabularyFile
{
    /// <param name="resource">Its name in the assembly's manifest.</param>
    internal static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly: build the project again.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
