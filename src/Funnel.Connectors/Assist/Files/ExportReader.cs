using Funnel.Files;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>
/// Reads a file of comments as exporters write them: CSV, TSV, Excel workbook, JSON, JSON lines, in UTF-8, UTF-16 or GB18030, told by what is in it and not by its name. Columns are
/// known by their usual names in Chinese and English; what is not is asked for by name. Nothing in a file is carried out.
/// </summary>
public static class ExportReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ExportFileException">It cannot be read, or a column that is needed has none of the usual names: says where, and what to do.</exception>
    public static async Task<ExportedComments> Read(string path, ExportHints hints, CancellationToken ct)
    {
        if (Directory.Exists(path) || !File.Exists(path))
        {
            throw new ExportFileException(path, Directory.Exists(path) ? ExportFault.Folder : ExportFault.Missing);
        }

        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            return await Read(stream, path, hints with { At = hints.At ?? new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero) }, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExportFileException(path, ExportFault.Unreadable, e.Message);
        }
    }

    /// <summary>Reads what was uploaded or pasted.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="hints">With the time the file was made.</param>
    /// <inheritdoc cref="Read(string, ExportHints, CancellationToken)" path="/exception"/>
    public static async Task<ExportedComments> Read(Stream stream, string name, ExportHints hints, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(hints.At);
        var buffered = await Buffer(stream, name, ct);
        var table = IsArchive(buffered) ? await SheetTable.Read(buffered, name, hints.Columns, ct) : await Text(buffered, name, hints, ct);
        return table.Rows.Count > 0 ? new RowReader(table, name, hints).Read()
            : throw new ExportFileException(name, table.Columns.Count > 0 ? ExportFault.NoRows : ExportFault.NoComments);
    }

    private static async Task<MemoryStream> Buffer(Stream stream, string name, CancellationToken ct)
    {
        var (all, piece) = (new MemoryStream(), new byte[1 << 16]);
        int read;
        while ((read = await stream.ReadAsync(piece, ct)) > 0)
        {
            if (all.Length + read > ExportLimits.FileBytes)
            {
                throw new ExportFileException(name, ExportFault.TooLarge, $"{ExportLimits.FileBytes / 1024 / 1024}");
            }

            await all.WriteAsync(piece.AsMemory(0, read), ct);
        }

        all.Position = 0;
        return all.Length > 0 ? all : throw new ExportFileException(name, ExportFault.Empty);
    }

    private static bool IsArchive(MemoryStream bytes) => bytes.GetBuffer().AsSpan(0, (int)Math.Min(bytes.Length, 4)).SequenceEqual("PK\u0003\u0004"u8);

    private static async Task<ExportTable> Text(MemoryStream bytes, string name, ExportHints hints, CancellationToken ct)
    {
        try
        {
            using var file = await TextFile.Take(bytes, name, ct);
            return await IsJson(file, ct) ? await new JsonTable(name).Read(file, ct)
                : hints.Shape == ExportShape.Lines || (hints.Shape == ExportShape.Either && await LineTable.IsLikely(file, hints, ct)) ? await LineTable.Read(file, hints, ct)
                : await TextTable.Read(file, hints.Columns, ct);
        }
        catch (TextFileException e)
        {
            throw new ExportFileException(e);
        }
    }

    private static async Task<bool> IsJson(TextFile file, CancellationToken ct)
    {
        using var reader = file.Read();
        var head = new char[1_024];
        var read = await reader.ReadBlockAsync(head, ct);
        return head.AsSpan(0, read).TrimStart() is ['{' or '[', ..];
    }
}
