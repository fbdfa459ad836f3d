using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.YouTube;

/// <summary>The merchant's Google project and how YouTube is called. Section <c>Funnel:YouTube</c>; without the section YouTube is off.</summary>
public sealed class YouTubeOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "youTube";

    private const string Printable = "^[!-~]*$";
    private const string PrintableRule = "must be printable ASCII without a space";
    private const string Missing = "is missing: copy it from the OAuth client in Google Cloud's console, APIs and services, Credentials";

    /// <summary>The API's address; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://youtube.googleapis.com");

    /// <summary>The page on which the merchant connects a channel.</summary>
    [SafeAddress]
    public Uri AuthorizePage { get; set; } = new("https://accounts.google.com/o/oauth2/v2/auth");

    /// <summary>Where codes and refresh tokens are exchanged.</summary>
    [SafeAddress]
    public Uri TokenUrl { get; set; } = new("https://oauth2.googleapis.com/token");

    /// <summary>The OAuth client's id.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientId { get; set; } = "";

    /// <summary>The OAuth client's secret.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientSecret { get; set; } = "";

    /// <summary>What the merchant is asked to grant; when none are named, what reading and answering comments needs.</summary>
    [Each("[!-~]+", ErrorMessage = "must be one scope such as https://www.googleapis.com/auth/youtube.force-ssl, without spaces")]
    public IReadOnlyList<string> Scopes { get; set => field = value.Count > 0 ? value : DefaultScopes; } = DefaultScopes;

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Comments asked for at once. A page costs one unit of the day's quota, whatever its size.</summary>
    [Range(1, 100)]
    public int PageSize { get; set; } = 100;

    /// <summary>Longest public reply in UTF-16 characters. YouTube takes 10,000; nobody reads as much.</summary>
    [Range(1, 10_000)]
    public int ReplyChars { get; set; } = 1_000;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list. YouTube documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How failed reads are tried again. Each try costs a unit of the day's quota.</summary>
    public ReadOptions Reads { get; set; } = new();

    /// <summary>To read and to answer comments.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } = ["https://www.googleapis.com/auth/youtube.force-ssl"];
}
