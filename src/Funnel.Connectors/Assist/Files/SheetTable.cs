using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Funnel.Intake.Handed.Exports;
using MiniExcelLibs;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Reads an Excel workbook (.xlsx): of its sheets the first that names columns of comments. Formulas count for what they last came to.</summary>
internal static class SheetTable
{
    private const int MaxEntries = 2_000;
    private const int MaxSheets = 20;
    private const double LongestWhole = 1e15;

    /// <exception cref="ExportFileException">It is none, or too much.</exception>
    public static async Task<ExportTable> Read(Stream stream, string name, IReadOnlyDictionary<ColumnRole, string> named, CancellationToken ct)
    {
        await CheckSize(stream, name);
        try
        {
            var sheets = MiniExcel.GetSheetNames(stream).Take(MaxSheets).ToList();
            var best = default((string Sheet, (IReadOnlyList<string> Columns, IReadOnlyList<ExportRow> Rows, int Known) Split)?);
            foreach (var sheet in sheets)
            {
                var one = (Sheet: sheet, Split: HeaderFinder.Split(await Rows(stream, name, sheet, ct), named));
                best = best is null || one.Split.Known > best.Value.Split.Known || best.Value.Split.Columns.Count == 0 ? one : best;
            }

            var (used, (columns, rows, _)) = best ?? ("", ([], [], 0));
            return new(ExportFormat.Workbook, null, columns, rows)
            {
                Notes = sheets.Count > 1 ? [new(ExportNoteKind.OneSheet, name, sheets.Count.ToString(CultureInfo.InvariantCulture), used)] : [],
            };
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or NullReferenceException or KeyNotFoundException or OverflowException or NotSupportedException or InvalidCastException)
        {
            throw new ExportFileException(name, ExportFault.BrokenWorkbook, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>An archive unpacks to no more than its entries say, so what they say is enough to know.</summary>
    private static async Task CheckSize(Stream stream, string name)
    {
        try
        {
            await using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MaxEntries || zip.Entries.Sum(e => Math.Min(e.Length, ExportLimits.UnpackedBytes)) is > ExportLimits.UnpackedBytes or < 0
                || zip.Entries.Any(e => e.Length < 0 || e.Length >= ExportLimits.UnpackedBytes))
            {
                throw new ExportFileException(name, ExportFault.Unpacks, $"{ExportLimits.UnpackedBytes / 1024 / 1024}");
            }

            if (!zip.Entries.Any(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
            {
                throw new ExportFileException(name, ExportFault.Archive);
            }
        }
        catch (InvalidDataException e)
        {
            throw new ExportFileException(name, ExportFault.CutOff, e.Message.TrimEnd('.'));
        }
    }

    private static async Task<IReadOnlyList<ExportRow>> Rows(Stream stream, string name, string sheet, CancellationToken ct)
    {
        var (taker, number, all, empty) = (new RowTaker(name, ExportUnit.Row), 0L, 0L, 0);
        stream.Position = 0;
        foreach (IDictionary<string, object?> row in await MiniExcel.QueryAsync(stream, useHeaderRow: false, sheetName: sheet, excelType: ExcelType.XLSX, cancellationToken: ct))
        {
            ct.ThrowIfCancellationRequested();
            number++;
            all += row.Count;
            if (all > ExportLimits.Cells)
            {
                throw new ExportFileException(name, (ExportUnit.Row, number), ExportFault.TooManyCells, $"{ExportLimits.Cells / 1_000_000}");
            }

            var cells = new ExportRow(number, [.. row.Values.Take(ExportLimits.Columns + 1).Select(Text)]);
            empty = cells.IsEmpty ? empty + 1 : 0;
            if (empty > ExportLimits.Rows)
            {
                break; // a sheet may be said to be a million rows long
            }

            taker.Take(cells with { Cells = WithoutEnd(cells.Cells) });
        }

        return taker.Rows;
    }

    /// <summary>Sheets are rectangles: without the empty cells at the end of a row.</summary>
    private static string?[] WithoutEnd(string?[] cells) => cells[..(Array.FindLastIndex(cells, c => !string.IsNullOrEmpty(c)) + 1)];

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        double number when Math.Abs(number) < LongestWhole && double.IsInteger(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
