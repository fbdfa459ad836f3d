using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

/// <summary>The merchant's Douyin app and how it is called. Section <c>Funnel:Douyin</c>; without the section Douyin is off.</summary>
public sealed class DouyinOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "douyin";

    private const string Printable = "^[!-~]*$";
    private const string PrintableRule = "must be printable ASCII without a space";
    private const string Missing = "is missing: copy it from the app's page in the developer console";

    /// <summary>The API's address; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://open.douyin.com");

    /// <summary>The app's client_key, from the developer console.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientKey { get; set; } = "";

    /// <summary>The app's client_secret, from the developer console.</summary>
    [Required(ErrorMessage = Missing), RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// What webhooks are signed with. Web and mobile apps sign with <see cref="ClientSecret"/>, which is the default;
    /// mini-program apps have a secret of their own for webhooks.
    /// </summary>
    [RegularExpression(Printable, ErrorMessage = PrintableRule)]
    public string WebhookSecret { get => field.Length > 0 ? field : ClientSecret; set; } = "";

    /// <summary>What the merchant is asked to grant; when none are named, what the product needs.</summary>
    [Each("[!-+.-~-]+", ErrorMessage = "must be one scope such as item.comment, without commas or spaces")]
    public IReadOnlyList<string> Scopes { get; set => field = value.Count > 0 ? value : DefaultScopes; } = DefaultScopes;

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Videos or comments asked for at once: pages of the documentation differ between 20 and 50, and 20 is right on all of them.</summary>
    [Range(1, 20)]
    public int PageSize { get; set; } = 20;

    /// <summary>Longest public reply in UTF-16 characters. Douyin documents no limit; 100 is that of Ocean Engine's comment APIs.</summary>
    [Range(1, 1_000)]
    public int ReplyChars { get; set; } = 100;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list. Douyin documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed read is tried again. Sends are never tried again.</summary>
    [Range(0, 5)]
    public int ReadRetries { get; set; } = 2;

    /// <summary>Mean wait before the first retry of a read; doubles each time, with jitter of one half up and down.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>After so many failed reads in a row, reads are refused for <see cref="BreakFor"/> without asking the platform.</summary>
    [Range(1, 1_000)]
    public int BreakAfter { get; set; } = 8;

    /// <summary>How long reads stay refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Douyin's keys are older than the section <c>reads</c> of other connectors.</summary>
    ReadOptions IHttpSettings.Reads => new() { Retries = ReadRetries, Delay = RetryDelay, BreakAfter = BreakAfter, BreakFor = BreakFor };

    /// <summary>What the product needs: who it is, comments, videos, chat, and renewal of the refresh token.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } =
        ["user_info", "item.comment", "video.list.bind", "im.direct_message", "renew_refresh_token"];
}
