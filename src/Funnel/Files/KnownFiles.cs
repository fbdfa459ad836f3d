using System.Text;

namespace Funnel.Files;

/// <summary>Files that are no text, by how they begin.</summary>
internal static class KnownFiles
{
    private const string SaveFromSpreadsheet = "Open it and save the sheet as \"CSV UTF-8 (comma delimited)\".";

    private static readonly (byte[] Begin, TextProblem Problem, string What)[] Begins =
    [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], TextProblem.OldOffice, $"an Office document of the old kind (an Excel workbook .xls?), no text. {SaveFromSpreadsheet}"),
        ([0x1F, 0x8B], TextProblem.Packed, "compressed (gzip). Unpack it first."),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], TextProblem.Packed, "a 7-Zip archive. Unpack it first."),
        ([.. "Rar!\u001A"u8], TextProblem.Packed, "a RAR archive. Unpack it first."),
        ([0x28, 0xB5, 0x2F, 0xFD], TextProblem.Packed, "compressed (zstd). Unpack it first."),
        ([.. "%PDF-"u8], TextProblem.Pdf, "a PDF document, no text. Copy the comments into a text file, one a line."),
        ([.. "SQLite format 3\0"u8], TextProblem.Database, "an SQLite database. Export the table as CSV."),
        ([.. "PAR1"u8], TextProblem.Database, "a Parquet file. Export it as CSV."),
        ([0x89, .. "PNG"u8], TextProblem.Picture, "a PNG picture, no text."),
        ([0xFF, 0xD8, 0xFF], TextProblem.Picture, "a JPEG picture, no text."),
        ([.. "bplist00"u8], TextProblem.PropertyList, "a binary property list (a web archive?), no text."),
        ([.. "{\\rtf"u8], TextProblem.RichText, "rich text (RTF). Save it as plain text, UTF-8."),
    ];

    /// <summary>What it is and what to do, to be put behind "FILE is"; null for what may be text.</summary>
    /// <param name="head">The file's first kilobytes.</param>
    public static (TextProblem Problem, string What)? Describe(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return Zip(head);
        }

        foreach (var (begin, problem, what) in Begins)
        {
            if (head.StartsWith(begin))
            {
                return (problem, what);
            }
        }

        var start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? (TextProblem.WebPage, "a web page (HTML), not the comments in it. Export the comments as CSV or JSON lines.") : null;
    }

    /// <summary>Office documents are ZIP archives with certain names in them; the names stand at the entries, not compressed.</summary>
    private static (TextProblem, string) Zip(ReadOnlySpan<byte> head) =>
        head.IndexOf("xl/"u8) >= 0 || head.IndexOf("[Content_Types].xml"u8) >= 0 && head.IndexOf("word/"u8) < 0 && head.IndexOf("ppt/"u8) < 0
            ? (TextProblem.Office, $"an Excel workbook (.xlsx), no text. {SaveFromSpreadsheet}")
        : head.IndexOf("word/"u8) >= 0 ? (TextProblem.Office, "a Word document (.docx), no text. Save it as plain text, UTF-8.")
        : head.IndexOf("opendocument.spreadsheet"u8) >= 0 ? (TextProblem.Office, $"a spreadsheet (.ods), no text. {SaveFromSpreadsheet}")
        : (TextProblem.Packed, "a ZIP archive. Unpack it first.");
}
