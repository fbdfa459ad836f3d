namespace Funnel.Intake.Handed.Exports;

/// <summary>Reads files of comments as exporters write them. The formats and their libraries belong to the connector of platforms without an API; who takes a file in asks for this.</summary>
public interface IExportReader
{
    /// <summary>Reads what was uploaded or pasted. Nothing in it is carried out.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="hints">With the time the file was made.</param>
    /// <exception cref="ExportFileException">It cannot be read, or a column that is needed has none of the usual names.</exception>
    Task<ExportedComments> Read(Stream stream, string name, ExportHints hints, CancellationToken ct);
}
