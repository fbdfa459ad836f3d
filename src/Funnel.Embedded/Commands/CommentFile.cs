using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Funnel.Embedded.Commands;

/// <summary>Reads comments row by row, never the whole file. Broken UTF-8 becomes U+FFFD.</summary>
internal sealed class CommentFile(TextReader reader, string name, string format, string column)
{
    internal static readonly string[] Formats = ["jsonl", "tsv", "csv", "txt"];

    /// <summary>By the name's ending; otherwise a first character <c>{</c> means JSON lines, anything else plain lines.</summary>
    internal static string Guess(string name, TextReader reader) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" or ".json" => "jsonl",
        ".tsv" or ".tab" => "tsv",
        ".csv" => "csv",
        ".txt" => "txt",
        _ => reader.Peek() == '{' ? "jsonl" : "txt",
    };

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="CommentFileException">There is no such file.</exception>
    internal static StreamReader Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommentFileException($"{path} is a folder; a file is wanted.");
        }

        if (path is not "-" && !File.Exists(path))
        {
            throw new CommentFileException($"There is no file {path}.");
        }

        var stream = path is "-" ? System.Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
    }

    /// <exception cref="CommentFileException">The file is empty, a line is invalid, or there is no such column.</exception>
    internal async IAsyncEnumerable<CommentRow> Rows([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new RecordReader(reader, name, format);
        var columns = format is "tsv" or "csv" ? Header(await records.Next(cancellationToken)) : null;
        var any = false;
        while (await records.Next(cancellationToken) is { } cells)
        {
            any = true;
            if (columns is not null)
            {
                yield return FromCells(cells, columns);
            }
            else if (format is "txt")
            {
                yield return new CommentRow(cells[0], null, null, null, null);
            }
            else if (!string.IsNullOrWhiteSpace(cells[0]))
            {
                yield return FromJson(cells[0], records.Line);
            }
        }

        if (!any)
        {
            throw new CommentFileException($"{name} holds no comments.");
        }
    }

    private Dictionary<string, int> Header(string[]? cells)
    {
        if (cells is null)
        {
            throw new CommentFileException($"{name} is empty.");
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Length; i++)
        {
            columns.TryAdd(cells[i].Trim(), i);
        }

        return columns.ContainsKey(column) ? columns : throw NoColumn(1, columns.Keys);
    }

    private CommentRow FromCells(string[] cells, Dictionary<string, int> columns)
    {
        string? Cell(string key) => columns.TryGetValue(key, out var at) && at < cells.Length ? cells[at] : null;
        return new CommentRow(Cell(column) ?? "", Cell("label"), Cell("kind"), Cell("sampling"), Cell("group")) { Person = Cell("person"), Video = Cell("video") };
    }

    private CommentRow FromJson(string line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new CommentFileException($"{name}, line {number}: a JSON object is wanted, this is a JSON {root.ValueKind}.");
            }

            if (!root.TryGetProperty(column, out var text))
            {
                throw NoColumn(number, root.EnumerateObject().Select(p => p.Name));
            }

            string? Field(string key) => root.TryGetProperty(key, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
            return new CommentRow(text.ValueKind == JsonValueKind.String ? text.GetString() ?? "" : text.GetRawText(), Field("label"), Field("kind"), Field("sampling"), Field("group")) { Person = Field("person"), Video = Field("video") };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CommentFileException($"{name}, line {number}: not valid JSON ({e.Message})");
        }
    }

    private CommentFileException NoColumn(long line, IEnumerable<string> names) =>
        new($"{name}, line {line}: there is no column '{column}'. It has: {string.Join(", ", names.Take(30).Select(n => n.Length > 40 ? n[..40] + "…" : n))}. Choose one with --column.", usage: true);
}
