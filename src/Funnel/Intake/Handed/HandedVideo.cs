using System.Globalization;
using System.Text.RegularExpressions;

namespace Funnel.Intake.Handed;

/// <summary>A video as whoever hands us a comment names it: by its id, or by the address that is opened to see it.</summary>
/// <param name="Id">As offers name it where they belong to single videos.</param>
/// <param name="Link">An absolute http or https address; null when none is known.</param>
public sealed partial record HandedVideo(string Id, string? Link)
{
    private const int MaxLinkChars = 1_000;

    /// <summary>Query values that hold the id where the path does not.</summary>
    private static readonly string[] IdNames = ["modal_id", "aweme_id", "item_id", "note_id", "photoId", "vid", "v", "eid"];

    /// <summary>
    /// Reads an id or an address. Of an address the id is what platforms have at its end (<c>/video/730…</c>, <c>/explore/65f…</c>, <c>/video/BV1…</c>) or in its query; where
    /// neither looks like one, a hash of the address stands for it.
    /// </summary>
    /// <returns>Null for empty text.</returns>
    public static HandedVideo? Read(string? text, string? link = null)
    {
        var name = text?.Trim() ?? "";
        var address = Address(name) ?? Address(link?.Trim() ?? "");
        return name.Length == 0 && address is null ? null
            : name.Length > 0 && Address(name) is null ? new(name, address?.AbsoluteUri)
            : new(IdOf(address!), address!.AbsoluteUri);
    }

    private static Uri? Address(string text) =>
        text.Length <= MaxLinkChars && Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0 && uri.UserInfo.Length == 0 ? uri : null;

    private static string IdOf(Uri address)
    {
        var query = address.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        var named = IdNames.SelectMany(name => query[name]).FirstOrDefault(v => IdLike().IsMatch(v));
        var last = address.AbsolutePath.TrimEnd('/').Split('/')[^1];
        return named ?? (IdLike().IsMatch(last) && last.Any(char.IsAsciiDigit) ? last : string.Create(CultureInfo.InvariantCulture, $"u-{Fnv1a.Hash64(address.GetLeftPart(UriPartial.Query)):x16}"));
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{6,64}$")]
    private static partial Regex IdLike();
}
