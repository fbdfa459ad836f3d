namespace Funnel.Embedded.Commands;

/// <summary>One comment of a file, with what else the row says of it.</summary>
/// <param name="Label">inquiry, other, unclear; null when the file has no labels.</param>
internal sealed record CommentRow(string Text, string? Label, string? Kind, string? Sampling, string? Group)
{
    /// <summary>Who wrote it; null when the file does not say, and then everybody is somebody else.</summary>
    public string? Person { get; init; }

    public string? Video { get; init; }
}

/// <summary>The input cannot be read as asked; the message is for the person at the keyboard.</summary>
internal sealed class CommentFileException(string message, bool usage = false) : Exception(message)
{
    /// <summary>The command was wrong rather than the file.</summary>
    internal bool Usage { get; } = usage;
}
