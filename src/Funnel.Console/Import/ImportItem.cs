using Funnel.Clocks;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Console.Import;

/// <summary>How far something is that was handed over.</summary>
internal enum ImportStage
{
    /// <summary>Looked at; nothing is stored of it.</summary>
    Looked,

    /// <summary>Being taken over.</summary>
    Taking,
    Taken,
}

/// <summary>What somebody handed over, on its way.</summary>
/// <param name="Owner">Whose it is: <see cref="SignIn.Operator.Id"/>.</param>
/// <param name="File">The file's name; null where it was pasted.</param>
/// <param name="Bytes">As they came; none once it is taken over.</param>
/// <param name="At">When it was put here.</param>
internal sealed record ImportItem(string Id, string Owner, string Account, string? File, byte[] Bytes, ExportHints Hints, TimeSpan? Within, TimeMark At)
{
    public ImportStage Stage { get; init; }

    /// <summary>What became of it, once it is taken over.</summary>
    public HandedResult? Result { get; init; }
}
