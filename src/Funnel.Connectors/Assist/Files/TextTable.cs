using System.Text;
using CsvHelper;
using Funnel.Files;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Reads comma, semicolon and tab separated text. A quote opens a cell only where the cell begins; one that is not closed where it ends is an error.</summary>
internal static class TextTable
{
    private const int MaxRecordBytes = 16 * 1024 * 1024;
    private static readonly (char Separator, ExportFormat Format)[] Separators =
        [('\t', ExportFormat.Tab), (',', ExportFormat.Comma), (';', ExportFormat.Semicolon), ('|', ExportFormat.Bar)];

    /// <exception cref="ExportFileException">A quote is not closed, or it is too much.</exception>
    public static async Task<ExportTable> Read(TextFile file, IReadOnlyDictionary<ColumnRole, string> named, CancellationToken ct)
    {
        var (separator, format) = await Separator(file, named, ct);
        var taker = new RowTaker(file.Name, ExportUnit.Line);
        CsvMalformedRecord? malformed = null;
        using var reader = file.Read();
        await using var csv = CsvReader.Create(reader, new CsvReaderOptions
        {
            Separator = separator,
            Mode = CsvMode.Rfc4180,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            OnMalformedRecord = record => malformed ??= record,
        });
        try
        {
            while (await csv.ReadAsync(ct))
            {
                if (malformed is { } record && StrayQuote.LinesBefore(record.RawRecord, separator) is { } lines)
                {
                    throw Astray(file.Name, record.LineNumber + lines);
                }

                malformed = null;
                taker.Take(new(csv.LineNumber, [.. Enumerable.Range(0, Math.Min(csv.FieldCount, ExportLimits.Columns + 1)).Select(csv.GetString)]));
            }
        }
        catch (CsvFormatException e)
        {
            throw Astray(file.Name, e.LineNumber);
        }

        var (columns, rows, _) = HeaderFinder.Split(taker.Rows, named);
        return new(format, file.EncodingName, columns, rows) { Notes = NotesOf(file) };
    }

    public static IReadOnlyList<ExportNote> NotesOf(TextFile file) => file.IsGuessed ? [new(ExportNoteKind.ReadAsGb18030, file.Name)] : [];

    /// <summary>The one that makes most known columns out of one of the first lines; else the one that stands most often in the first.</summary>
    private static async Task<(char, ExportFormat)> Separator(TextFile file, IReadOnlyDictionary<ColumnRole, string> named, CancellationToken ct)
    {
        using var reader = file.Read();
        var lines = new List<string>();
        for (var i = 0; i < ExportLimits.RowsBeforeHeader && await FirstOf(reader, ct) is { } line; i++)
        {
            lines.Add(line);
        }

        var head = lines.Find(l => l.Trim().Length > 0) ?? "";
        return Separators
            .OrderByDescending(s => lines.Select(l => ColumnMap.Known([.. l.Split(s.Separator).Select(c => c.Trim(' ', '"', '\uFEFF'))], named)).DefaultIfEmpty(0).Max())
            .ThenByDescending(s => head.Count(c => c == s.Separator)).First();
    }

    /// <summary>The beginning of the next line: a file may be one line of megabytes.</summary>
    private static async Task<string?> FirstOf(StreamReader reader, CancellationToken ct)
    {
        var (line, one) = (new StringBuilder(), new char[1]);
        while (line.Length < ExportLimits.CellChars && await reader.ReadAsync(one, ct) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString();
            }

            line.Append(one[0]);
        }

        return line.Length > 0 ? line.ToString() : null;
    }

    private static ExportFileException Astray(string name, long line) => new(name, (ExportUnit.Line, line), ExportFault.StrayQuote);
}
