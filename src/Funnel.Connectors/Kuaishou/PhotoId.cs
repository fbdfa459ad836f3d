namespace Funnel.Connectors.Kuaishou;

/// <summary>
/// A video (<c>photo_id</c>) with its author, as one id: <c>photo:author</c>. A reply has to name both, and an author is not asked for anywhere else, so our
/// video ids carry it.
/// </summary>
internal readonly record struct PhotoId(string Photo, long Author)
{
    private const char Between = ':';

    /// <summary>Null when a part is missing or cannot be one.</summary>
    public static string? Join(string? photo, string? author) =>
        Http.Bounds.Id(photo) is { } id && !id.Contains(Between, StringComparison.Ordinal) && Http.Advertisers.Number(author) is { } number ? $"{id}{Between}{number}" : null;

    /// <summary>Null for what <see cref="Join"/> has not made.</summary>
    public static PhotoId? Parse(string videoId) =>
        videoId.Split(Between) is [{ Length: > 0 } photo, var author] && Http.Advertisers.Number(author) is { } number ? new(photo, number) : null;
}
