using System.Globalization;
using System.IO.Compression;
using System.Xml;
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
            return new("Excel workbook", null, "row", columns, rows) { Notes = sheets.Count > 1 ? [$"{name} has {sheets.Count} sheets; '{used}' was read."] : [] };
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or NullReferenceException or KeyNotFoundException or OverflowException or NotSupportedException or InvalidCastException)
        {
            throw new ExportFileException($"{name}: this workbook is broken or protected ({e.Message.TrimEnd('.')}). Open it in a spreadsheet program and save it as \"CSV UTF-8\".", e);
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
                throw new ExportFileException(
                    $"{name}: this workbook unpacks to more than {ExportLimits.UnpackedBytes / 1024 / 1024} MB: split it, or save the sheet as \"CSV UTF-8\".");
            }

            if (!zip.Entries.Any(e => e.FullName.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)))
            {
                throw new ExportFileException($"{name} is an archive and no Excel workbook. Unpack it first.");
            }
        }
        catch (InvalidDataException e)
        {
            throw new ExportFileException($"{name}: this workbook is cut off or broken ({e.Message.TrimEnd('.')}). Export or copy it again.", e);
        }
    }

    private static async Task<IReadOnlyList<ExportRow>> Rows(Stream stream, string name, string sheet, CancellationToken ct)
    {
        var (taker, number, all, empty) = (new RowTaker(name, "row"), 0L, 0L, 0);
        stream.Position = 0;
        foreach (IDictionary<string, object?> row in await MiniExcel.QueryAsync(stream, useHeaderRow: false, sheetName: sheet, excelType: ExcelType.XLSX, cancellationToken: ct))
        {
            ct.ThrowIfCancellationRequested();
            number++;
            all += row.Count;
            if (all > ExportLimits.Cells)
            {
                throw new ExportFileException($"{name}, row {number}: more than {ExportLimits.Cells / 1_000_000} million cells so far: split the sheet, or save it as \"CSV UTF-8\".");
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
