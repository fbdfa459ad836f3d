using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.TikTok;

/// <summary>The merchant's TikTok Business app and how it is called. Section <c>Funnel:TikTok</c>; without the section TikTok is off.</summary>
public sealed class TikTokOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "tikTok";

    private const string Printable = "^[!-~]*$";
    private const string PrintableRule = "must be printable ASCII without a space";
    private const string Missing = "is missing: copy it from the app's page at business-api.tiktok.com";

    /// <summary>The API's address with its version; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://business-api.tiktok.com/open_api/v1.3");

    /// <summary>The page on which the merchant connects an account: the TikTok account holder authorization URL of the app, without what hangs on it.</summary>
    [SafeAddress]
    public Uri AuthorizePage { get; set; } = new("https://www.tiktok.com/v2/auth/authorize");

    /// <summary>The app's id, which TikTok calls client_key too.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientId { get; set; } = "";

    /// <summary>The app's secret. Webhooks are signed with it.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientSecret { get; set; } = "";

    /// <summary>What the merchant is asked to grant; when none are named, what reading and answering comments and messages needs.</summary>
    [Each("[!-+.-~-]+", ErrorMessage = "must be one scope such as comment.list, without commas or spaces")]
    public IReadOnlyList<string> Scopes { get; set => field = value.Count > 0 ? value : DefaultScopes; } = DefaultScopes;

    /// <summary>
    /// Writes to people whose first-level comment TikTok lets be answered in private (Comment-to-Message). Only for accounts that are registered in Vietnam, Indonesia or Thailand
    /// and have it switched on; TikTok decides for which comments it holds, and of the others the message is refused and waits for the person to write.
    /// </summary>
    public bool CommentToMessage { get; set; }

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Comments asked for at once; videos come 20 at once at most.</summary>
    [Range(1, 30)]
    public int PageSize { get; set; } = 30;

    /// <summary>Longest public reply in UTF-16 characters. TikTok's pages say 150 and 1,200.</summary>
    [Range(1, 1_200)]
    public int ReplyChars { get; set; } = 150;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list. TikTok documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How old a signed webhook may be when it comes, or how far ahead its clock. Long, for what is told once more may carry the time of the first telling.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan WebhookAge { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How failed reads are tried again.</summary>
    public ReadOptions Reads { get; set; } = new();

    /// <summary>To read and answer comments, to list videos, and to read and send messages.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } =
        ["user.info.basic", "video.list", "comment.list", "comment.list.manage", "message.list.read", "message.list.send"];
}
