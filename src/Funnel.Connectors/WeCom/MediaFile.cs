
namespace Funnel.Connectors.WeCom;

/// <summary>A local file with the media type it is uploaded as.</summary>
/// <param name="Type"><c>image</c>, <c>video</c> or <c>file</c>.</param>
internal sealed record MediaFile(string Path, string Type)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Every medium has more bytes than this.</summary>
    private const long LeastBytes = 5;

    private const long MostImage = 10 * Megabyte;
    private const long MostVideo = 10 * Megabyte;
    private const long MostFile = 20 * Megabyte;

    public (string Path, string Type) Key => (Path, Type);

    public static MediaFile Image(string path) => new(Full(path), "image");

    /// <summary>An MP4 that is small enough goes as a video, which plays in the chat; everything else as a file.</summary>
    public static MediaFile Document(string path) =>
        new(Full(path), File.Exists(path) && new FileInfo(path) is { Length: <= MostVideo } info && HasExtension(info, ".mp4") ? "video" : "file");

    /// <summary>Why the file cannot be uploaded, naming it; null when it can.</summary>
    /// <param name="info">Null when there is no such file.</param>
    public Failure? Problem(FileInfo? info)
    {
        if (info is not { Exists: true })
        {
            return Wrong("does not exist");
        }

        if (Type is "image" && !HasExtension(info, ".jpg") && !HasExtension(info, ".jpeg") && !HasExtension(info, ".png"))
        {
            return Wrong("is no picture that WeCom takes: JPG or PNG");
        }

        var most = Type switch { "image" => MostImage, "video" => MostVideo, _ => MostFile };
        return info.Length switch
        {
            <= LeastBytes => Wrong("is empty: more than 5 bytes are needed"),
            _ when info.Length > most => Wrong($"has {info.Length} bytes; WeCom takes at most {most} for a medium of type {Type}"),
            _ => null,
        };
    }

    // A path that is empty or malformed is kept as it is: it does not exist, and is named so.
    private static string Full(string path) => File.Exists(path) ? System.IO.Path.GetFullPath(path) : path;

    private Failure Wrong(string what) => new(FailureKind.Rejected, "file", $"The material {Path} {what}.");

    private static bool HasExtension(FileInfo info, string extension) => string.Equals(info.Extension, extension, StringComparison.OrdinalIgnoreCase);
}
