namespace Funnel.Connectors.WeCom;

/// <summary>
/// The section <c>Funnel:WeCom</c>. A missing section means that WeCom is off. All durations are <c>[d.]hh:mm:ss[.fff]</c>.
/// </summary>
public sealed class WeComOptions
{
    /// <summary>Where the API is. Plain http only for loopback.</summary>
    public Uri BaseUrl { get; init; } = new("https://qyapi.weixin.qq.com");

    /// <summary>The corp's id; every genuine callback is addressed to it.</summary>
    public string CorpId { get; init; } = "";

    /// <summary>Secret of the self-built app that an administrator put under "客户联系 – 可调用接口的应用" and "获客助手 – 可调用应用".</summary>
    public string Secret { get; init; } = "";

    /// <summary>When given, a callback whose envelope names another application is refused. Not needed for anything else.</summary>
    public long? AgentId { get; init; }

    /// <summary>Token of the callback page: 1–32 letters and digits.</summary>
    public string CallbackToken { get; init; } = "";

    /// <summary>EncodingAESKey of the callback page: exactly 43 letters and digits.</summary>
    public string EncodingAesKey { get; init; } = "";

    /// <summary>User ids of the staff whom arriving people add, 1–100. May be empty only when <see cref="LinkId"/> is given.</summary>
    public IReadOnlyList<string> Staff { get; init; } = [];

    /// <summary>An acquisition link that this same app created. Absent: the link named <see cref="LinkName"/> is used, and created when there is none.</summary>
    public string? LinkId { get; init; }

    /// <summary>Name of our acquisition link, 1–30 characters.</summary>
    public string LinkName { get; init; } = "Funnel";

    /// <summary>Group of the corp tags that we create, 1–30 characters.</summary>
    public string TagGroup { get; init; } = "Funnel";

    /// <summary>Longest wait for one attempt of a call, above 0 and at most a minute. A welcome code lives 20 s, so keep it well below.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Longest wait for one upload, above 0 and at most ten minutes.</summary>
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before the first of at most three repetitions of a read, 0–10 s; doubled each time, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How far a callback's signed timestamp may be from our clock, 1 s – 1 day. Older ones are replays.</summary>
    public TimeSpan CallbackClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a tag or remark waits after "no relation yet" (84061), 1 s – 1 day: until staff confirm a half add.</summary>
    public TimeSpan HalfAddRetry { get; init; } = TimeSpan.FromMinutes(2);
}
