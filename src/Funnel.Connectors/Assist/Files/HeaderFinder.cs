using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Finds the row that names the columns: some exporters put a title above it.</summary>
internal static class HeaderFinder
{
    /// <summary>Columns that have to be known by their names for a row to be the header for certain.</summary>
    private const int Enough = 2;

    /// <returns>The columns, and the rows below; no columns when there are no rows.</returns>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<ExportRow> Rows, int Known) Split(IReadOnlyList<ExportRow> rows, IReadOnlyDictionary<ColumnRole, string> named)
    {
        var first = rows.Take(ExportLimits.RowsBeforeHeader).Select((r, i) => (Place: i, Known: ColumnMap.Known(Names(r), named))).FirstOrDefault(r => r.Known >= Enough);
        return rows.Count == 0 ? ([], [], 0) : (Names(rows[first.Place]), [.. rows.Skip(first.Place + 1)], first.Known);
    }

    private static string[] Names(ExportRow row) => [.. row.Cells.Select(c => ExportText.Plain(c ?? "").Trim('\uFEFF', ' ', '\t'))];
}
