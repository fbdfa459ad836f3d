namespace Funnel.Files;

/// <summary>A file cannot be read as text; the message says what it is and what to do about it, for the person who handed it over.</summary>
public sealed class TextFileException(string message, Exception? inner = null) : IOException(message, inner)
{
    internal TextFileException(string message, TextProblem problem, params IReadOnlyList<string> args) : this(message) => (Problem, Args) = (problem, args);

    public TextProblem Problem { get; }

    /// <summary>What <see cref="Problem"/> says it takes, in its order.</summary>
    public IReadOnlyList<string> Args { get; } = [];
}
