using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Funnel.Files;

namespace Funnel.Embedded.Commands;

/// <summary>
/// Comments in a table whose first row names the columns. A quote opens a cell only where the cell begins; one whose quote is not closed where it ends would swallow
/// the rows behind it, and is an error.
/// </summary>
/// <param name="raw">Cells are separated by tabs and mean what they say, quotes and all.</param>
internal sealed class CommentTable(TextFile file, bool raw, CommentColumns columns)
{
    private const int MaxRecordBytes = 16 * 1024 * 1024;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <exception cref="CommentFileException">The table is empty, has no such column, or a cell is not closed.</exception>
    internal async IAsyncEnumerable<CommentRow> Rows([EnumeratorCancellation] CancellationToken ct)
    {
        CsvMalformedRecord? malformed = null;
        var separator = raw ? '\t' : await Separator(ct);
        using var reader = file.Read();
        await using var csv = CsvReader.Create(reader, new CsvReaderOptions
        {
            Separator = separator,
            Mode = raw ? CsvMode.NoEscape : CsvMode.Rfc4180,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            OnMalformedRecord = record => malformed ??= record,
        });
        await Guard(csv.ReadHeaderAsync(ct).AsTask());
        Check(ref malformed, csv.Separator);
        var at = Header(csv);
        while (await Guard(csv.ReadAsync(ct).AsTask()))
        {
            Check(ref malformed, csv.Separator);
            yield return Row(csv, at);
        }
    }

    /// <summary>The one that makes the wanted column out of the first line; null to let the reader tell by the first lines.</summary>
    private async Task<char?> Separator(CancellationToken ct)
    {
        using var reader = file.Read();
        var header = await reader.ReadLineAsync(ct) ?? "";
        var fitting = Separators.Where(s => header.Split(s) is { Length: > 1 } cells && cells.Any(c => string.Equals(c.Trim(' ', '"'), columns.Text, StringComparison.Ordinal)));
        return fitting.OrderByDescending(s => header.Split(s).Length).Select(s => (char?)s).FirstOrDefault();
    }

    private Dictionary<string, int> Header(CsvReader csv)
    {
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, i) in csv.Headers.Select((name, i) => (name.Trim(), i)))
        {
            at.TryAdd(name, i);
        }

        if (at.Count == 0)
        {
            throw new CommentFileException($"{file.Name} is empty.");
        }

        columns.Require(at.ContainsKey, at.Keys, $"{file.Name}, line 1");
        return at;
    }

    private CommentRow Row(CsvReader csv, Dictionary<string, int> at)
    {
        string? Cell(string name) => at.TryGetValue(name, out var i) && i < csv.FieldCount ? csv.GetString(i) : null;
        string? Id(string name) => Cell(name) is { } cell ? RowId.Of(cell, () => Place(csv.LineNumber, name)) : null;
        return CommentRow.From(columns, Cell(columns.Text) ?? "", Cell, Id);
    }

    private string Place(long line, string column) => string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {line}, column '{column}'");

    private async Task<T> Guard<T>(Task<T> read)
    {
        await Guard((Task)read);
        return await read;
    }

    private async Task Guard(Task read)
    {
        try
        {
            await read;
        }
        catch (CsvFormatException e)
        {
            throw Astray(e.LineNumber);
        }
    }

    private void Check(ref CsvMalformedRecord? malformed, char separator)
    {
        if (malformed is { } record && StrayQuote.LinesBefore(record.RawRecord, separator) is { } lines)
        {
            throw Astray(record.LineNumber + lines);
        }

        malformed = null;
    }

    private CommentFileException Astray(long line) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{file.Name}, line {line}: a quote opens a cell here and is not closed where the cell ends. Take it away, or put the whole cell into quotes and double those inside it."));
}
