using System.Text.Json;
using Funnel.Files;

namespace Funnel.Triage.Training.Comments;

/// <summary>One labelled comment as read from a file.</summary>
/// <param name="Inquiry">Null when the label is <c>unclear</c>.</param>
internal sealed record LabelledComment(string Text, bool? Inquiry, InquiryKind Kind, bool Certain);

/// <summary>The files of a training folder: <c>train.jsonl</c> (needed) and <c>stream.tsv</c> (optional; its labels: <see cref="StreamLabels"/>).</summary>
internal static class TrainingData
{
    internal static IEnumerable<LabelledComment> ReadLabelled(string path, Action<string>? say = null)
    {
        var line = 0;
        foreach (var row in TextFile.Lines(path, say))
        {
            line++;
            if (string.IsNullOrWhiteSpace(row))
            {
                continue;
            }

            yield return Parse(row, path, line);
        }
    }

    /// <summary>The texts of a tab-separated file with a <c>text</c> column.</summary>
    internal static IEnumerable<string> ReadStream(string path, Action<string>? say = null)
    {
        using var rows = TextFile.Lines(path, say).GetEnumerator();
        if (!rows.MoveNext())
        {
            yield break;
        }

        var column = Array.IndexOf(rows.Current.Split('\t'), "text");
        if (column < 0)
        {
            throw new InvalidDataException($"{path}: the first line names no column 'text'.");
        }

        while (rows.MoveNext())
        {
            var cells = rows.Current.Split('\t');
            if (column < cells.Length)
            {
                yield return cells[column];
            }
        }
    }

    private static LabelledComment Parse(string row, string path, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(row);
            var root = document.RootElement;
            var label = root.GetProperty("label").GetString();
            var kind = root.TryGetProperty("kind", out var k) ? k.GetString() : null;
            var certain = !root.TryGetProperty("confidence", out var c) || !string.Equals(c.GetString(), "low", StringComparison.Ordinal);
            bool? inquiry = label switch { "inquiry" => true, "other" => false, "unclear" => null, _ => throw new InvalidDataException($"label '{label}'") };
            return new LabelledComment(root.GetProperty("text").GetString() ?? "", inquiry, inquiry == true ? Kinds.Parse(kind) : InquiryKind.None, certain);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or InvalidDataException)
        {
            throw new InvalidDataException($"{path}, line {line}: not a labelled comment ({e.Message}). Wanted: {{\"text\", \"label\": inquiry|other|unclear, \"kind\"}}.", e);
        }
    }
}
