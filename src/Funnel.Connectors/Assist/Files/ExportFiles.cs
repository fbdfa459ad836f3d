using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary><see cref="ExportReader"/> for who takes files in without knowing the connector.</summary>
internal sealed class ExportFiles : IExportReader
{
    public Task<ExportedComments> Read(Stream stream, string name, ExportHints hints, CancellationToken ct) => ExportReader.Read(stream, name, hints, ct);
}
