namespace Funnel.Sandbox;

/// <summary>
/// How a sandbox behaves. The platforms' own limits (30 s / 3 messages, 24 h / 6, welcome code 20 s, token lifetimes) always run in real time;
/// <see cref="Speed"/> divides only the time people take to think. Rates are chances from 0 to 1.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>Decides who is in the audience, what they say and what they will do. The same seed, the same people.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Divides think times; 0.01 to 100,000. At 1 a person reads a reply within 1 to 10 minutes, at 60 within 1 to 10 seconds.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>How many people come by themselves (friends they bring are extra); 0 to 1,000,000. With 0 nothing happens unless a test makes it.</summary>
    public int Audience { get; init; } = 2000;

    /// <summary>Nobody comes before <see cref="SandboxServer.StartAudience"/>, when a host is there: who asked before it existed may have been answered by hand, and is looked for first.</summary>
    public bool AudienceWaits { get; init; }

    /// <summary>Mean time between two arrivals at speed 1; above zero, at most a day.</summary>
    public TimeSpan ArrivalGap { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Share of arrivals that ask for the material.</summary>
    public double Asking { get; init; } = 0.12;

    /// <summary>
    /// The platforms on which people comment, by name (<see cref="SandboxSources.Names"/>): at least one, each once. People who come by themselves are dealt to them in turn. With Douyin alone
    /// the same seed makes the same people as ever.
    /// </summary>
    public IReadOnlyList<string> Sources { get; init; } = [SandboxSources.Douyin];

    /// <summary>The configuration asks staff to follow whoever asked where there is no API.</summary>
    public bool Follows { get; init; }

    /// <summary>Videos of each platform's merchant account; 1 to 1000.</summary>
    public int Videos { get; init; } = 8;

    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Share of arrivals that write an answer under somebody else's comment. Only webhooks tell of these.</summary>
    public double Answering { get; init; } = 0.08;

    /// <summary>Time until people see an accepted reply; 0 to 1 hour.</summary>
    public TimeSpan ReplyLag { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Longest time that the <c>list-lag</c> fault adds until the reply list has it; 0 to 1 hour.</summary>
    public TimeSpan ListLagBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After how long the <c>audit-hides</c> fault takes a reply away, or up to a quarter longer; 0 to 1 hour.</summary>
    public TimeSpan AuditAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Douyin calls per minute and endpoint before 28003018; 1 or more. The platform publishes no number; this one leaves room for a demo.</summary>
    public int CallsPerMinute { get; init; } = 1200;

    /// <summary>Share of WeCom adds that come half first (staff has not confirmed), then full.</summary>
    public double HalfAdds { get; init; } = 0.2;

    /// <summary>Share of people who write in the chat that they want nothing.</summary>
    public double OptingOut { get; init; } = 0.03;

    /// <summary>Share of WeCom adds whose event carries no welcome code.</summary>
    public double MissingWelcomeCodes { get; init; } = 0.03;

    /// <summary>Share of WeCom events delivered twice although nothing is wrong.</summary>
    public double RepeatedEvents { get; init; } = 0.03;

    /// <summary>Acquisition uses at the start; 0 or more. Each person added by link takes one.</summary>
    public int AcquisitionQuota { get; init; } = 100_000;

    /// <summary>Whether the configuration for the host has the Official Account too, and its callback is verified.</summary>
    public bool OfficialAccount { get; init; }

    /// <summary>Contact codes (联系我) there may be at a time; 0 or more.</summary>
    public int ContactWays { get; init; } = 500_000;

    /// <summary>
    /// The configuration for the host has a group, whose code welcomes bring along, and a reward for bringing two friends; people join, leave, and hand their links on, some to friends who go
    /// again at once.
    /// </summary>
    public bool Grows { get; init; }

    /// <summary>How long friends have to stay until they are counted; above zero.</summary>
    public TimeSpan FriendsStay { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Most people in a customer group of WeCom, its owner among them.</summary>
    public int GroupSize { get; init; } = 500;

    /// <summary>How long WeCom's calls do not show yet what happened in a group.</summary>
    public TimeSpan GroupLag { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gap between the tries of a callback; 0 to 1 hour. The platforms try 3 times, 5 s each.</summary>
    public TimeSpan CallbackRetryGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Delay that the <c>slow</c> fault adds to an answer; 0 to 1 minute.</summary>
    public TimeSpan SlowBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Delay that the <c>late-callback</c> fault adds; 0 to 1 hour.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How far the <c>clock-skew</c> fault sets the platforms' clock off at most, either way; 0 to 1 hour.</summary>
    public TimeSpan SkewBy { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the <c>pause</c> fault lasts; 0 to 1 minute.</summary>
    public TimeSpan PauseBy { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Faults by name (<see cref="SandboxFaults.Names"/>) and rate. Those that are not named have their <see cref="SandboxFaults.Usual"/> rate.</summary>
    public IReadOnlyDictionary<string, double> Faults { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Douyin app key; null derives one from the seed.</summary>
    public string? ClientKey { get; init; }

    /// <summary>Douyin app secret, which also signs webhooks; null derives one from the seed.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>Scopes the merchant granted; a call outside them gets 28001012.</summary>
    public IReadOnlyList<string> Scopes { get; init; } =
        ["user_info", "item.comment", "video.list.bind", "im.direct_message", "im.microapp_card", "renew_refresh_token"];

    /// <summary>Scopes the app lacks the capability for; a call for one of them gets 28001014.</summary>
    public IReadOnlyList<string> MissingCapabilities { get; init; } = [];

    /// <exception cref="ArgumentException">Some values are out of range; the message names them all.</exception>
    internal void Validate()
    {
        var wrong = new List<string>();
        Check(wrong, Speed is >= 0.01 and <= 100_000, $"Speed must be 0.01 to 100000, not {Speed}");
        Check(wrong, Audience is >= 0 and <= 1_000_000, $"Audience must be 0 to 1000000, not {Audience}");
        Check(wrong, ArrivalGap > TimeSpan.Zero && ArrivalGap <= TimeSpan.FromDays(1), $"ArrivalGap must be above 0 and at most a day, not {ArrivalGap}");
        Check(wrong, Videos is >= 1 and <= 1000, $"Videos must be 1 to 1000, not {Videos}");
        Check(wrong, Port is >= 0 and <= 65535, $"Port must be 0 to 65535, not {Port}");
        Check(wrong, CallsPerMinute >= 1, $"CallsPerMinute must be at least 1, not {CallsPerMinute}");
        Check(wrong, AcquisitionQuota >= 0, $"AcquisitionQuota must not be negative, not {AcquisitionQuota}");
        Check(wrong, GroupSize > 1, $"GroupSize must be more than 1, not {GroupSize}");
        Check(wrong, GroupLag >= TimeSpan.Zero, $"GroupLag must not be negative, not {GroupLag}");
        Check(wrong, ContactWays >= 0, $"ContactWays must not be negative, not {ContactWays}");
        CheckTime(wrong, nameof(ReplyLag), ReplyLag, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(ListLagBy), ListLagBy, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(AuditAfter), AuditAfter, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(CallbackRetryGap), CallbackRetryGap, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(LateBy), LateBy, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(SlowBy), SlowBy, TimeSpan.FromMinutes(1));
        CheckTime(wrong, nameof(SkewBy), SkewBy, TimeSpan.FromHours(1));
        CheckTime(wrong, nameof(PauseBy), PauseBy, TimeSpan.FromMinutes(1));
        CheckRate(wrong, nameof(Asking), Asking);
        CheckRate(wrong, nameof(Answering), Answering);
        CheckRate(wrong, nameof(HalfAdds), HalfAdds);
        CheckRate(wrong, nameof(OptingOut), OptingOut);
        CheckRate(wrong, nameof(MissingWelcomeCodes), MissingWelcomeCodes);
        CheckRate(wrong, nameof(RepeatedEvents), RepeatedEvents);
        wrong.AddRange(SandboxSources.Problems(Sources));
        wrong.AddRange(SandboxFaults.Problems(Faults));
        if (wrong.Count > 0)
        {
            throw new ArgumentException("Sandbox options: " + string.Join("; ", wrong) + ".");
        }
    }

    private static void Check(List<string> wrong, bool good, FormattableString problem)
    {
        if (!good)
        {
            wrong.Add(FormattableString.Invariant(problem));
        }
    }

    private static void CheckTime(List<string> wrong, string name, TimeSpan value, TimeSpan most) =>
        Check(wrong, value >= TimeSpan.Zero && value <= most, $"{name} must be 0 to {most}, not {value}");

    private static void CheckRate(List<string> wrong, string name, double rate) =>
        Check(wrong, rate is >= 0 and <= 1, $"{name} must be 0 to 1, not {rate}");
}
