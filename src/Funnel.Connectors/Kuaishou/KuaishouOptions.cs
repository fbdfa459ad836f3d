using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Kuaishou;

/// <summary>How Kuaishou's marketing API (磁力引擎) is called. Section <c>Funnel:Kuaishou</c>; without the section it is off.</summary>
public sealed class KuaishouOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>, and the connector's.</summary>
    public const string SectionName = "kuaishou";

    /// <summary>The API's address; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://ad.e.kuaishou.com");

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Comments asked for at once.</summary>
    [Range(1, 100)]
    public int PageSize { get; set; } = 50;

    /// <summary>Longest public reply in UTF-16 characters. Kuaishou documents no limit; 100 is that of Ocean Engine's comment APIs.</summary>
    [Range(1, 1_000)]
    public int ReplyChars { get; set; } = 100;

    /// <summary>
    /// How long an accepted reply may be missing from the tree of answers. Kuaishou documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Codes that say that the access token is dead: then the account pauses until another one is configured. Kuaishou's codes are not known to us; a failed call's code
    /// stands in the log.
    /// </summary>
    [Each("-?[0-9]{1,12}", ErrorMessage = "must be a code, a whole number other than 0")]
    public IReadOnlyList<string> DeadTokenCodes { get; set; } = [];

    /// <summary>Codes that say that calls come too fast: then they are made again later.</summary>
    [Each("-?[0-9]{1,12}", ErrorMessage = "must be a code, a whole number other than 0")]
    public IReadOnlyList<string> TooFastCodes { get; set; } = [];

    /// <summary>How failed reads are tried again.</summary>
    public ReadOptions Reads { get; set; } = new();
}
