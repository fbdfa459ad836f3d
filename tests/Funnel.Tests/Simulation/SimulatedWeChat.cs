using System.Globalization;
using Funnel.Connectors;
using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>The contact system as it really is: who came with which token, who was welcomed.</summary>
internal sealed class SimulatedWeChat
{
    public List<ArrivedContact> Arrivals { get; } = [];

    public Dictionary<string, WelcomeCode> Codes { get; } = new(StringComparer.Ordinal);

    public List<(ContactId Contact, DateTimeOffset At)> Welcomed { get; } = [];

    /// <summary>The one group, and who is in it since when.</summary>
    public const string Group = "wr1";
    public const string Code = "https://p.qpic.cn/wwhead/1/0";
    public const int NeededFriends = 2;

    public Dictionary<string, DateTimeOffset> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the members changed.</summary>
    public int Changes { get; set; }

    /// <summary>What staff gave for friends.</summary>
    public List<LeadId> Rewarded { get; } = [];

    internal sealed class WelcomeCode(ContactId contact, DateTimeOffset expiresAt)
    {
        public ContactId Contact { get; } = contact;
        public DateTimeOffset ExpiresAt { get; } = expiresAt;
        public bool Used { get; set; }
    }
}

/// <summary>The contact system as one process reaches it.</summary>
internal sealed class SimulatedDestination(SimulatedWeChat wechat, SimulatedProcess process, World world) : IContactPath, IArrivalFeed, IReadiness, IWelcome, IContactLabels, IGroups
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
        world.People.SeeWelcome(known.Contact, welcome);
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

    public int MostGroups => 5;

    public int MostMembers => 500;

    public Task<Outcome<string>> AddWay(GroupWayPlan plan, CancellationToken ct) => world.Read(process, () => (Outcome<string>)"way");

    public Task<Outcome<GroupWay>> FindWay(string id, CancellationToken ct) =>
        world.Read(process, () => (Outcome<GroupWay>)new GroupWay(id, new Uri(SimulatedWeChat.Code), new("funnel-talk", [SimulatedWeChat.Group])));

    public Task<Outcome<Done>> ChangeWay(string id, GroupWayPlan plan, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)default(Done));

    public Task<Outcome<Done>> DeleteWay(string id, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)default(Done));

    public Task<Outcome<Page<string>>> ListGroups(IReadOnlyList<string> owners, string? cursor, CancellationToken ct) =>
        world.Read(process, () => (Outcome<Page<string>>)new Page<string>([SimulatedWeChat.Group], null));

    public Task<Outcome<GroupSnapshot>> ReadGroup(string groupId, CancellationToken ct) => world.Read(process, () => (Outcome<GroupSnapshot>)new GroupSnapshot(
        groupId, "群", "staff", wechat.Changes.ToString(CultureInfo.InvariantCulture),
        [new("staff", true, null, null, null), .. wechat.Members.Select(m => new GroupMember(m.Key, false, m.Value, "funnel-talk", null))]));

    public Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => world.Read(process, () => (Outcome<Done>)new Done());
}
