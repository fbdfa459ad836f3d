using Funnel.Intake.Handed.Exports;

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
/// <param name="Encoding">Null where the format has its own.</param>
internal sealed record ExportTable(ExportFormat Format, string? Encoding, IReadOnlyList<string> Columns, IReadOnlyList<ExportRow> Rows)
{
    /// <summary>What the operator should know about how it was read.</summary>
    public IReadOnlyList<ExportNote> Notes { get; init; } = [];
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
internal sealed class RowTaker(string name, ExportUnit unit)
{
    private readonly List<ExportRow> rows = [];
    private long chars;

    public IReadOnlyList<ExportRow> Rows => rows;

    /// <summary>What row numbers count.</summary>
    public ExportUnit Unit => unit;

    /// <exception cref="ExportFileException">It is too much.</exception>
    public void Take(ExportRow row)
    {
        if (row.IsEmpty)
        {
            return;
        }

        if (rows.Count >= ExportLimits.Rows)
        {
            throw new ExportFileException(name, ExportFault.TooManyRows, $"{ExportLimits.Rows}");
        }

        if (row.Cells.Length > ExportLimits.Columns)
        {
            throw new ExportFileException(name, (unit, row.Number), ExportFault.TooManyColumns, $"{ExportLimits.Columns}");
        }

        for (var i = 0; i < row.Cells.Length; i++)
        {
            var length = row.Cells[i]?.Length ?? 0;
            chars += length;
            if (length > ExportLimits.CellChars)
            {
                throw new ExportFileException(name, (unit, row.Number), ExportFault.LongCell, $"{i + 1}", $"{length}", $"{ExportLimits.CellChars}");
            }
        }

        if (chars > ExportLimits.AllChars)
        {
            throw new ExportFileException(name, (unit, row.Number), ExportFault.TooManyChars, $"{ExportLimits.AllChars / 1_000_000}");
        }

        rows.Add(row);
    }
}
