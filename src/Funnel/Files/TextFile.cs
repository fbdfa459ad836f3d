using System.Text;

namespace Funnel.Files;

/// <summary>
/// Text that an operator hands us: comments, labels, offers, a configuration. Its encoding is settled before the first character is handed out, on the whole of it,
/// so nothing is done with half of a file that turns out to be something else; it is never held in memory. See <see cref="EncodingFinder"/> for what is taken.
/// </summary>
public sealed class TextFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FileStream bytes;
    private readonly FoundEncoding found;

    private TextFile(FileStream bytes, string name, FoundEncoding found) => (this.bytes, Name, this.found) = (bytes, name, found);

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>The encoding it was read in: <c>UTF-8</c>, <c>GB18030</c>.</summary>
    public string EncodingName => found.Encoding.WebName.ToUpperInvariant();

    /// <summary>What the operator should know about how it was read, or null.</summary>
    public string? Note => found.Note is { } note ? $"{Name}: {note}" : null;

    /// <summary>It is not UTF-8: <see cref="Note"/> says how it was read.</summary>
    public bool IsGuessed => found.Note is not null;

    /// <summary>Opens a file and finds its encoding.</summary>
    /// <exception cref="TextFileException">It cannot be read, or is no text in an encoding that can be told.</exception>
    public static TextFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new TextFileException($"{path} is a folder; a file is wanted.");
        }

        FileStream? bytes = null;
        try
        {
            bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
            return new(bytes, path, EncodingFinder.Find(bytes, path));
        }
        catch (TextFileException)
        {
            bytes?.Dispose();
            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TextFileException($"There is no file {path}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bytes?.Dispose();
            throw new TextFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Takes a stream that can be read only once, such as standard input, by way of a temporary file that is gone when this is disposed.</summary>
    /// <exception cref="TextFileException">It is no text in an encoding that can be told.</exception>
    public static async Task<TextFile> Take(Stream input, string name, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), "funnel-" + Path.GetRandomFileName());
        var copy = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.DeleteOnClose);
        try
        {
            await input.CopyToAsync(copy, ct);
            return new(copy, name, EncodingFinder.Find(copy, name));
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>The lines of a file, one after the other.</summary>
    /// <param name="say">Told the note, if there is one.</param>
    /// <exception cref="TextFileException">See <see cref="Open"/>.</exception>
    public static IEnumerable<string> Lines(string path, Action<string>? say = null)
    {
        using var file = Open(path);
        if (file.Note is { } note)
        {
            say?.Invoke(note);
        }

        using var reader = file.Read();
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>A reader from the beginning, without byte order mark. One at a time: another one starts anew.</summary>
    public StreamReader Read()
    {
        bytes.Position = found.MarkLength;
        return new StreamReader(bytes, found.Encoding, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true);
    }

    /// <summary>The text as UTF-8 bytes from the beginning, whatever the file holds. One at a time, like <see cref="Read"/>.</summary>
    public Stream ReadUtf8()
    {
        bytes.Position = found.MarkLength;
        return Encoding.CreateTranscodingStream(bytes, found.Encoding, new UTF8Encoding(false), leaveOpen: true);
    }

    public void Dispose() => bytes.Dispose();
}
