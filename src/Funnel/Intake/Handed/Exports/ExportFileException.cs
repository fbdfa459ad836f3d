using Funnel.Files;

namespace Funnel.Intake.Handed.Exports;

/// <summary>A file of comments cannot be read. The message says in English where and what to do about it, for who uses a command line; it may quote the file. The rest is the same as data.</summary>
public sealed class ExportFileException : Exception
{
    /// <param name="name">What the message calls the file.</param>
    /// <param name="args">What the fault says it takes, in its order.</param>
    public ExportFileException(string name, ExportFault fault, params IReadOnlyList<string> args) : this(name, null, fault, args)
    {
    }

    /// <param name="at">The row where it is.</param>
    /// <inheritdoc cref="ExportFileException(string, ExportFault, IReadOnlyList{string})"/>
    public ExportFileException(string name, (ExportUnit Unit, long Row)? at, ExportFault fault, params IReadOnlyList<string> args)
        : base(ExportWords.English(fault, at is { } row ? $"{name}, {row.Unit.Words()} {ExportWords.Number(row.Row)}" : name, args)) => (Fault, At, Args) = (fault, at, args);

    /// <summary>It is no text that can be read.</summary>
    public ExportFileException(TextFileException text) : base(text.Message, text) => (Fault, Args, Text) = (ExportFault.NoText, [], text);

    /// <summary>Columns have to be named first.</summary>
    public ExportFileException(string name, ColumnQuestion question) : base(question.Words(name)) => (Fault, Args, Question) = (ExportFault.Columns, [], question);

    public ExportFault Fault { get; }

    /// <summary>The row where it is; null where it is about the whole file.</summary>
    public (ExportUnit Unit, long Row)? At { get; }

    /// <summary>What <see cref="Fault"/> says it takes, in its order.</summary>
    public IReadOnlyList<string> Args { get; }

    /// <summary>With <see cref="ExportFault.NoText"/>.</summary>
    public TextFileException? Text { get; }

    /// <summary>With <see cref="ExportFault.Columns"/>.</summary>
    public ColumnQuestion? Question { get; }
}
