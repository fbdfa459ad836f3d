namespace Funnel.Connectors.Douyin;

/// <summary>The merchant's Douyin app and how it is called. Section <c>Funnel:Douyin</c>; without the section Douyin is off.</summary>
public sealed class DouyinOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "Douyin";

    /// <summary>The API's address; a path in it is kept. Https, except on loopback.</summary>
    public Uri BaseUrl { get; set; } = new("https://open.douyin.com");

    /// <summary>The app's client_key, from the developer console.</summary>
    public string ClientKey { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// What webhooks are signed with. Web and mobile apps sign with <see cref="ClientSecret"/>, which is the default;
    /// mini-program apps have a secret of their own for webhooks.
    /// </summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>What the merchant is asked to grant. When none are named: <see cref="DefaultScopes"/>.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Longest time for one call; a read's retries are included. 100 ms to 2 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Videos or comments asked for at once, 1–20: pages of the documentation differ between 20 and 50, and 20 is right on all of them.</summary>
    public int PageSize { get; set; } = 20;

    /// <summary>
    /// Longest public reply in UTF-16 characters, 1–1,000. Douyin documents no limit; 100 is that of Ocean Engine's comment APIs.
    /// </summary>
    public int ReplyChars { get; set; } = 100;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list, 0–30 min. Douyin documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed read is tried again, 0–5. Sends are never tried again.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>Mean wait before the first retry of a read, 0–10 s; doubles each time, with jitter of one half up and down.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>After so many failed reads in a row, reads are refused for <see cref="BreakFor"/> without asking the platform. 1–1,000.</summary>
    public int BreakAfter { get; set; } = 8;

    /// <summary>How long reads stay refused. 1 ms to 10 min.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Settings whose values have a wrong type, found while binding; reported by the validator with the other errors.</summary>
    internal List<string> Unreadable { get; } = [];

    /// <summary>What the product needs: who it is, comments, videos, chat, and renewal of the refresh token.</summary>
    public static IReadOnlyList<string> DefaultScopes { get; } =
        ["user_info", "item.comment", "video.list.bind", "im.direct_message", "renew_refresh_token"];
}
