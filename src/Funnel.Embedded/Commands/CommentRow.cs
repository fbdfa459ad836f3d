namespace Funnel.Embedded.Commands;

/// <summary>One comment of a file, with what else the row says of it.</summary>
/// <param name="Label">inquiry, other, unclear; null when the file has no labels.</param>
internal sealed record CommentRow(string Text, string? Label, string? Kind, string? Sampling, string? Group)
{
    /// <summary>The comment's own id; null when the file does not say, and then rows are numbered.</summary>
    public string? Id { get; init; }

    /// <summary>Who wrote it; null when the file does not say, and then everybody is somebody else.</summary>
    public string? Person { get; init; }

    public string? Nick { get; init; }

    public string? Video { get; init; }

    /// <param name="field">The text under a name, or null.</param>
    /// <param name="id">The id under a name, or null.</param>
    internal static CommentRow From(CommentColumns columns, string text, Func<string, string?> field, Func<string, string?> id) =>
        new(text, field("label"), field("kind"), field("sampling"), field("group"))
        {
            Id = columns.Id is { } own ? id(own) : null,
            Person = id(columns.Person),
            Nick = field(columns.Nick),
            Video = id(columns.Video),
        };
}

/// <summary>The input cannot be read as asked; the message is for the person at the keyboard.</summary>
internal sealed class CommentFileException(string message, bool usage = false) : Exception(message)
{
    /// <summary>The command was wrong rather than the file.</summary>
    internal bool Usage { get; } = usage;
}
