using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.OceanEngine;

/// <summary>The merchant's Ocean Engine app and how it is called. Section <c>Funnel:OceanEngine</c>; without the section it is off.</summary>
public sealed class OceanEngineOptions : IHttpSettings
{
    /// <summary>The section's name inside <c>Funnel</c>, and the connector's.</summary>
    public const string SectionName = "oceanengine";

    private const string Missing = "is missing: copy it from the app's page on open.oceanengine.com";

    /// <summary>The API's address; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; set; } = new("https://api.oceanengine.com");

    /// <summary>The page on which the advertiser grants access.</summary>
    [SafeAddress]
    public Uri AuthorizePage { get; set; } = new("https://open.oceanengine.com/audit/oauth.html");

    /// <summary>The app's id, from its page in the developer console.</summary>
    [Required(ErrorMessage = Missing), RegularExpression("^[0-9]{1,19}$", ErrorMessage = "must be the app's id, a whole number")]
    public string AppId { get; set; } = "";

    /// <summary>The app's secret, from the same page.</summary>
    [Required(ErrorMessage = Missing), RegularExpression("^[!-~]*$", ErrorMessage = "must be printable ASCII without a space")]
    public string Secret { get; set; } = "";

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Comments asked for at once. 10 is what the platform takes unasked; its limit is not documented.</summary>
    [Range(1, 100)]
    public int PageSize { get; set; } = 10;

    /// <summary>
    /// How long an accepted reply may be missing from the reply list. Ocean Engine documents no figure. A value that is too small makes a
    /// reply that is not listed yet look like one that never was, and sends a second one; one that is too large only delays the look.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan ReplyListLag { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How failed reads are tried again.</summary>
    public ReadOptions Reads { get; set; } = new();
}
