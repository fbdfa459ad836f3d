using System.Globalization;
using Funnel.Connectors;

namespace Funnel.Tests.Simulation;

/// <summary>The contact system as it really is: who came with which token, who was welcomed.</summary>
internal sealed class SimulatedWeChat
{
    public List<ArrivedContact> Arrivals { get; } = [];

    public Dictionary<string, WelcomeCode> Codes { get; } = new(StringComparer.Ordinal);

    public List<(ContactId Contact, DateTimeOffset At)> Welcomed { get; } = [];

    internal sealed class WelcomeCode(ContactId contact, DateTimeOffset expiresAt)
    {
        public ContactId Contact { get; } = contact;
        public DateTimeOffset ExpiresAt { get; } = expiresAt;
        public bool Used { get; set; }
    }
}

/// <summary>The contact system as one process reaches it.</summary>
internal sealed class SimulatedDestination(SimulatedWeChat wechat, SimulatedProcess process, World world) : IContactPath, IArrivalFeed, IReadiness, IWelcome, IContactLabels
{
    private const int PageSize = 2;

    public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) =>
        world.Read(process, () => (Outcome<ContactLink>)new ContactLink(new Uri("https://work.weixin.qq.com/ca/x?customer_channel=" + token)));

    public bool NeedsCode => true;

    public int MaxChars => 1_000;

    public Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct) => world.Send(process, () =>
    {
        var known = wechat.Codes[code!];
        if (known.Used)
        {
            return (Outcome<WelcomeReceipt>)new WelcomeReceipt(true);
        }

        if (known.ExpiresAt < world.Clock.Now)
        {
            return new Failure(FailureKind.Rejected, "41050", "the code has expired");
        }

        known.Used = true;
        wechat.Welcomed.Add((known.Contact, world.Clock.Now));
        return (Outcome<WelcomeReceipt>)new WelcomeReceipt(false);
    });

    public Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)new Done());

    public Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)new Done());

    public Task<Outcome<Page<ArrivedContact>>> ListArrivals(string? cursor, CancellationToken ct) => world.Read(process, () =>
    {
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var next = from + PageSize < wechat.Arrivals.Count ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return (Outcome<Page<ArrivedContact>>)new Page<ArrivedContact>([.. wechat.Arrivals.Skip(from).Take(PageSize)], next);
    });

    public Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)new Done());
}
