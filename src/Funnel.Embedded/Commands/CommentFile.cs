using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Funnel.Files;

namespace Funnel.Embedded.Commands;

/// <summary>Reads comments row by row, never the whole file.</summary>
internal sealed partial class CommentFile(TextFile file, string format, CommentColumns columns)
{
    /// <summary>jsonl: an object a line, or one array of objects. tsv: raw cells. csv: comma, semicolon or tab, cells may be quoted. txt: a comment a line.</summary>
    internal static readonly string[] Formats = ["jsonl", "tsv", "csv", "txt"];

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="TextFileException">There is no such file, or it is no text.</exception>
    internal static async Task<TextFile> Open(string path, CancellationToken ct)
    {
        var file = path is "-" ? await TextFile.Take(System.Console.OpenStandardInput(), "standard input", ct) : TextFile.Open(path);
        if (file.Note is { } note)
        {
            await System.Console.Error.WriteLineAsync(note);
        }

        return file;
    }

    /// <summary>By the name's ending; else by how it begins, for a table or JSON must not be taken for comments.</summary>
    internal static async Task<string> Guess(TextFile file, CommentColumns columns, CancellationToken ct)
    {
        switch (Path.GetExtension(file.Name).ToLowerInvariant())
        {
            case ".jsonl" or ".ndjson" or ".json":
                return "jsonl";
            case ".tsv" or ".tab":
                return "tsv";
            case ".csv":
                return "csv";
        }

        using var reader = file.Read();
        var (first, second) = (await reader.ReadLineAsync(ct) ?? "", await reader.ReadLineAsync(ct) ?? "");
        return JsonBegins().IsMatch(first) ? "jsonl" : IsTable(first, second, columns.Text) ? "csv" : "txt";
    }

    /// <exception cref="CommentFileException">The file is empty, a line is invalid, or there is no such column.</exception>
    internal async IAsyncEnumerable<CommentRow> Rows([EnumeratorCancellation] CancellationToken ct)
    {
        var rows = format switch
        {
            "jsonl" => new CommentJson(file, columns).Rows(ct),
            "txt" => Lines(ct),
            _ => new CommentTable(file, raw: format is "tsv", columns).Rows(ct),
        };
        var any = false;
        await foreach (var row in rows)
        {
            any = true;
            yield return row;
        }

        if (!any)
        {
            throw new CommentFileException($"{file.Name} holds no comments.");
        }
    }

    private async IAsyncEnumerable<CommentRow> Lines([EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = file.Read();
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            yield return new CommentRow(line, null, null, null, null);
        }
    }

    /// <summary>Tab-separated with a header, as Excel saves "Unicode text": the lines have the same cells, or the first names the wanted column.</summary>
    private static bool IsTable(string first, string second, string column)
    {
        var cells = first.Split('\t');
        return cells.Length > 1 && (second.Split('\t').Length == cells.Length || cells.Contains(column, StringComparer.Ordinal));
    }

    [GeneratedRegex("""^\s*(?:\[\s*(?:\{|$)|\{\s*(?:"|$))""")]
    private static partial Regex JsonBegins();
}
