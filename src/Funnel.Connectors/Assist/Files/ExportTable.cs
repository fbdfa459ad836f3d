namespace Funnel.Connectors.Assist.Files;

/// <summary>A row as it stands in the file.</summary>
/// <param name="Number">Its line in a text file, its row in a sheet, its place in JSON; from 1.</param>
/// <param name="Cells">In the order of the columns; shorter rows end early.</param>
internal sealed record ExportRow(long Number, string?[] Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Length ? Cells[column] ?? "" : "";

    public bool IsEmpty => Array.TrueForAll(Cells, string.IsNullOrWhiteSpace);
}

/// <summary>A file as a table, whatever its format.</summary>
/// <param name="Format">For people: <c>CSV (comma)</c>.</param>
/// <param name="Encoding">Null where the format has its own.</param>
/// <param name="RowWord">What <see cref="ExportRow.Number"/> counts.</param>
internal sealed record ExportTable(string Format, string? Encoding, string RowWord, IReadOnlyList<string> Columns, IReadOnlyList<ExportRow> Rows)
{
    /// <summary>What the operator should know about how it was read.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What is more than any export of comments holds: somebody's mistake, or somebody's attack.</summary>
internal static class ExportLimits
{
    public const long FileBytes = 64 * 1024 * 1024;
    public const int Rows = 200_000;
    public const int Columns = 500;
    public const int CellChars = 100_000;

    /// <summary>Of all cells together.</summary>
    public const long AllChars = 64_000_000;

    /// <summary>Of a sheet, empty ones too: it may be said to be as wide as it likes.</summary>
    public const long Cells = 20_000_000;

    /// <summary>Of a workbook, unpacked.</summary>
    public const long UnpackedBytes = 256 * 1024 * 1024;

    /// <summary>Rows before the header: a title, a date, empty ones.</summary>
    public const int RowsBeforeHeader = 10;
}

/// <summary>Takes rows in and watches the limits.</summary>
internal sealed class RowTaker(string name, string rowWord)
{
    private readonly List<ExportRow> rows = [];
    private long chars;

    public IReadOnlyList<ExportRow> Rows => rows;

    /// <summary>What row numbers count.</summary>
    public string RowWord => rowWord;

    /// <exception cref="ExportFileException">It is too much.</exception>
    public void Take(ExportRow row)
    {
        if (row.IsEmpty)
        {
            return;
        }

        if (rows.Count >= ExportLimits.Rows)
        {
            throw new ExportFileException($"{name} has more than {ExportLimits.Rows} rows: split it.");
        }

        if (row.Cells.Length > ExportLimits.Columns)
        {
            throw new ExportFileException($"{name}, {rowWord} {row.Number}: more than {ExportLimits.Columns} columns. Is the right character between the cells?");
        }

        for (var i = 0; i < row.Cells.Length; i++)
        {
            var length = row.Cells[i]?.Length ?? 0;
            chars += length;
            if (length > ExportLimits.CellChars)
            {
                throw new ExportFileException(
                    $"{name}, {rowWord} {row.Number}, column {i + 1}: a cell of {length} characters, at most {ExportLimits.CellChars} are read. Is a quote not closed before it? Else shorten it.");
            }
        }

        if (chars > ExportLimits.AllChars)
        {
            throw new ExportFileException($"{name}, {rowWord} {row.Number}: more than {ExportLimits.AllChars / 1_000_000} million characters so far: split the file.");
        }

        rows.Add(row);
    }
}
