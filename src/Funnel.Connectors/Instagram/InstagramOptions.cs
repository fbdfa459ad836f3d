using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Instagram;

/// <summary>The merchant's Instagram app and how it is called. Section <c>Funnel:Instagram</c>; without the section Instagram is off.</summary>
public sealed class InstagramOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>, and the connector's.</summary>
    public const string SectionName = "instagram";

    private const string Printable = "^[!-~]*$";
    private const string PrintableRule = "must be printable ASCII without a space";
    private const string Missing = "is missing: copy it from the app's dashboard, Instagram, API setup with Instagram login";

    /// <summary>The API's address; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://graph.instagram.com");

    /// <summary>The version of the API that is called. Versions end two years after they came.</summary>
    [RegularExpression(@"^v[0-9]{1,3}\.[0-9]{1,2}$", ErrorMessage = "must be a version such as v23.0")]
    public string ApiVersion { get; set; } = "v23.0";

    /// <summary>The page on which the merchant connects an account.</summary>
    [SafeAddress]
    public Uri AuthorizePage { get; set; } = new("https://www.instagram.com/oauth/authorize");

    /// <summary>Where the code of that page is exchanged.</summary>
    [SafeAddress]
    public Uri TokenUrl { get; set; } = new("https://api.instagram.com/oauth/access_token");

    /// <summary>The Instagram app's id, which is not the Meta app's.</summary>
    [Required(ErrorMessage = Missing), RegularExpression("^[0-9]*$", ErrorMessage = "must be the Instagram app's id, a whole number")]
    public string AppId { get; set; } = "";

    /// <summary>The Instagram app's secret. Webhooks are signed with it.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string AppSecret { get; set; } = "";

    /// <summary>Any words of your own, the same as in the app's webhook settings: with them Meta proves that it is they who set the webhook up. Empty: no webhook can be set up.</summary>
    [RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string VerifyToken { get; set; } = "";

    /// <summary>What the merchant is asked to grant; when none are named, what the product needs.</summary>
    [Each("[!-+.-~-]+", ErrorMessage = "must be one permission such as instagram_business_basic, without commas or spaces")]
    public IReadOnlyList<string> Scopes { get; set => field = value.Count > 0 ? value : DefaultScopes; } = DefaultScopes;

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Media or comments asked for at once.</summary>
    [Range(1, 100)]
    public int PageSize { get; set; } = 50;

    /// <summary>Longest public reply in UTF-16 characters.</summary>
    [Range(1, 2_200)]
    public int ReplyChars { get; set; } = 300;

    /// <summary>Longest private message in UTF-16 characters. The platform counts 1,000 bytes, of which a Chinese character takes three.</summary>
    [Range(1, 1_000)]
    public int MessageChars { get; set; } = 330;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list. Instagram documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How failed reads are tried again.</summary>
    public ReadOptions Reads { get; set; } = new();

    /// <summary>What the product needs: who it is and its media, comments, messages.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } = ["instagram_business_basic", "instagram_business_manage_comments", "instagram_business_manage_messages"];
}
