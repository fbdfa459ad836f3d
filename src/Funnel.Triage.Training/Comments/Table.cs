using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Training.Comments;

/// <summary>The project's own tables: lines with a key, a tab, and what belongs to it.</summary>
internal static class Table
{
    /// <summary>Comments written one by one: a kind (<c>none</c>: no inquiry) and the comment.</summary>
    internal const string Written = "Funnel.Triage.Training.comments.tsv";

    /// <summary>What <see cref="StreamLabels"/> reads.</summary>
    internal const string Labels = "Funnel.Triage.Training.stream-labels.tsv";

    /// <param name="file">One of the two above.</param>
    internal static IEnumerable<(string Key, string Value)> Rows(string file) => Parse(VocabularyFile.Read(typeof(Table).Assembly, file));

    /// <summary>The words of each class.</summary>
    /// <param name="file">One of those of <see cref="WordClasses"/>.</param>
    internal static Dictionary<string, string[]> Words(string file) =>
        Parse(WordClasses.Read(file)).ToDictionary(row => row.Key, row => row.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    private static IEnumerable<(string Key, string Value)> Parse(string lines) => lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('\t', 2))
        .Select(cells => (cells[0], cells[1]));
}
