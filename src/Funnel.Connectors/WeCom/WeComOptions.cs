using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// The section <c>Funnel:WeCom</c>. A missing section means that WeCom is off. All durations are <c>[d.]hh:mm:ss[.fff]</c>.
/// </summary>
public sealed class WeComOptions : IValidatableObject
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "weCom";

    /// <summary>Where the API is; a path in it is kept.</summary>
    [SafeAddress]
    public Uri BaseUrl { get; init => field = WithSlash(value); } = new("https://qyapi.weixin.qq.com");

    /// <summary>Where pictures of groups' codes are fetched from, in place of the server that WeCom names; for a gateway. Left out, that server is asked.</summary>
    [SafeAddress]
    public Uri? PictureUrl { get; init; }

    /// <summary>The corp's id; every genuine callback is addressed to it.</summary>
    [Required, MaxLength(64, ErrorMessage = "must be at most 64 characters")]
    public string CorpId { get; init => field = value.Trim(); } = "";

    /// <summary>Secret of the self-built app that an administrator put under "客户联系 – 可调用接口的应用" and "获客助手 – 可调用应用".</summary>
    [Required, MaxLength(256, ErrorMessage = "must be at most 256 characters")]
    public string Secret { get; init => field = value.Trim(); } = "";

    /// <summary>The application's number. When given, a callback whose envelope names another application is refused. Needed for <c>weCom.signIn</c>, and for nothing else.</summary>
    [Range(typeof(long), "1", "9223372036854775807", ErrorMessage = "must be the application's number")]
    public long? AgentId { get; init; }

    /// <summary>
    /// Whether staff may sign in to the console by scanning a code with WeCom: who they are then is in <c>console.staff</c>. The console's domain has to be the app's under 企业微信授权登录.
    /// </summary>
    public bool SignIn { get; init; }

    /// <summary>Where staff scan; a path in it is kept.</summary>
    [SafeAddress]
    public Uri SignInUrl { get; init => field = WithSlash(value); } = new("https://login.work.weixin.qq.com");

    /// <summary>Token of the callback page.</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{1,32}$", ErrorMessage = "must be 1–32 letters and digits, as shown on the app's callback page")]
    public string CallbackToken { get; init; } = "";

    /// <summary>EncodingAESKey of the callback page.</summary>
    [Required, RegularExpression("^[A-Za-z0-9]{43}$", ErrorMessage = "must be 43 letters and digits, as shown on the app's callback page")]
    public string EncodingAesKey { get; init; } = "";

    /// <summary>User ids of the staff whom arriving people add. May be empty only when <see cref="LinkId"/> is given.</summary>
    /// <remarks>联系我 takes at most 100 people, an acquisition link 500.</remarks>
    [MaxLength(100, ErrorMessage = "must be at most 100 people"), Each(@".*\S.*", ErrorMessage = "must be a user id")]
    public IReadOnlyList<string> Staff { get; init => field = [.. value.Select(id => id.Trim())]; } = [];

    /// <summary>An acquisition link that this same app created. Absent: the link named <see cref="LinkName"/> is used, and created when there is none.</summary>
    public string? LinkId { get; init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>Name of our acquisition link.</summary>
    [Required, MaxLength(30, ErrorMessage = "must be at most 30 characters")]
    public string LinkName { get; init => field = value.Trim(); } = "Funnel";

    /// <summary>
    /// Whether people may be given a QR code of their own (联系我), as the contact path <c>wecom-qr</c> of offers: free, but each takes one of the corp's 500,000 slots until it is deleted.
    /// Needs <c>staff</c>, and <c>outreach.landingUrl</c>, where the code is shown.
    /// </summary>
    public bool ContactWays { get; init; }

    /// <summary>How long such a code leads anywhere: then it is deleted, and whoever opens their page again gets another.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan ContactWayLife { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// An account of 微信客服 (its <c>open_kfid</c>), whose link people get as the contact path <c>wecom-kf</c> of offers. They talk to its staff without adding anybody, and nobody is told
    /// who came.
    /// </summary>
    [MaxLength(64, ErrorMessage = "must be at most 64 characters")]
    public string? CustomerService { get; init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>Group of the corp tags that we create.</summary>
    [Required, MaxLength(30, ErrorMessage = "must be at most 30 characters")]
    public string TagGroup { get; init => field = value.Trim(); } = "Funnel";

    /// <summary>Longest wait for one attempt of a call. A welcome code lives 20 s, so keep it well below.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Longest wait for one upload.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before the first of at most three repetitions of a read; doubled each time, with jitter.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How far a callback's signed timestamp may be from our clock. Older ones are replays.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CallbackClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a tag or remark waits after "no relation yet" (84061): until staff confirm a half add.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HalfAddRetry { get; init; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Staff.Count == 0 && LinkId is null)
        {
            yield return new ValidationResult("must name at least one user id (or give linkId)", [nameof(Staff)]);
        }

        if (ContactWays && Staff.Count == 0)
        {
            yield return new ValidationResult("must name at least one user id where weCom.contactWays is true: whom people add by the code", [nameof(Staff)]);
        }

        if (SignIn && AgentId is null)
        {
            yield return new ValidationResult("must be given where weCom.signIn is true: the page on which staff scan asks for it", [nameof(AgentId)]);
        }
    }

    // Without the slash a path prefix would be dropped when relative addresses are joined. One with a query is refused anyway.
    private static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') || address.Query.Length > 0 ? address : new(address.AbsoluteUri + "/");
}
