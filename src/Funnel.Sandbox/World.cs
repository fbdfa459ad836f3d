using Funnel.Sandbox.Audience;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.ByHand;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.WeCom;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox;

/// <summary>Everything a sandbox consists of, put together once and kept in memory.</summary>
internal sealed class World : IDisposable
{
    public const string GroupName = "资料交流群";

    private readonly LinkCalls linkCalls;
    private readonly ContactCalls contactCalls;
    private readonly WayCalls wayCalls;
    private readonly GroupCalls groupCalls;
    private readonly AccountCalls accountCalls;
    private readonly Gate weComGate;
    private readonly Gate accountGate;

    /// <param name="machine">The clock of the machine; the platforms tell the time by <see cref="Clock"/>.</param>
    public World(SandboxOptions options, TimeProvider machine, IHttpClientFactory clients)
    {
        Options = options;
        var ids = new Ids(options.Seed);
        Faults = new FaultDeck(options.Seed, options.Faults);
        var time = Clock = PlatformClock.Of(machine, Faults, options.SkewBy);
        Books = new Ledger(machine);
        Troubles = new Troubles();
        Moves = new Moves(Troubles);
        Callbacks = new CallbackSender(clients, Faults, Moves, options, time);

        var standStill = new StandStill(Faults, options.PauseBy, time);
        Sources = [.. options.Sources.Select(name => SandboxSources.Create(
            new(name, options, IdsOf(name, ids, options.Seed), Faults, standStill, Books, Moves, Callbacks, time)))];

        Corp = new Corp(ids);
        Tokens = new WeComTokens(Corp, Faults, ids, time);
        Links = new Links(Corp, options.AcquisitionQuota, ids, time);
        Contacts = new Contacts(Corp, ids, time);
        Media = new Media(Tokens, ids, time);
        Welcome = new WelcomeCall(Tokens, Media, Books, ids, time);
        Events = new WeComEvents(Corp, Callbacks, options, ids, time);
        Ways = new Ways(options.ContactWays, ids, time);
        Arrivals = new Arrivals(Links, Ways, Contacts, Welcome, Events, Books);
        linkCalls = new LinkCalls(Corp, Tokens, Links, Contacts, time);
        contactCalls = new ContactCalls(Corp, Tokens, Contacts, new Tags(ids, time));
        wayCalls = new WayCalls(Corp, Tokens, Ways, time);
        Groups = new Groups(Corp, Ways, Events, options, ids, time);
        groupCalls = new GroupCalls(Corp, Tokens, Groups);

        Group = options.Grows ? Groups.Open(GroupName) : null;
        Welcome.Shown = new Circle(options, Moves, Groups, Arrivals, Books, time).Welcomed;

        Account = new Account(ids);
        Followers = new Followers(ids, time);
        AccountEvents = new AccountEvents(Account, Followers, Callbacks, Books, ids, time);
        accountCalls = new AccountCalls(Account, Followers, Faults, Books, ids, time);
        Login = new StaffLogin(Corp, Tokens, ids, time);

        Crowd = new Crowd(options, Moves, Sources, Arrivals, AccountEvents, new LandingPages(Callbacks, options, time), Books, time);
        weComGate = new Gate(new WeComDialect(), Faults, standStill, options.SlowBy, time);
        accountGate = new Gate(new AccountDialect(), Faults, standStill, options.SlowBy, time);
    }

    public SandboxOptions Options { get; }

    public FaultDeck Faults { get; }

    /// <summary>What the platforms take for the time.</summary>
    public TimeProvider Clock { get; }

    public Ledger Books { get; }

    public Troubles Troubles { get; }

    public Moves Moves { get; }

    public CallbackSender Callbacks { get; }

    public IReadOnlyList<ISource> Sources { get; }

    public Corp Corp { get; }

    public WeComTokens Tokens { get; }

    public Links Links { get; }

    public Ways Ways { get; }

    public Groups Groups { get; }

    /// <summary>The one that the configuration for the host names; null where it names none.</summary>
    public Group? Group { get; }

    public Contacts Contacts { get; }

    public Media Media { get; }

    public WelcomeCall Welcome { get; }

    public WeComEvents Events { get; }

    public Arrivals Arrivals { get; }

    public Account Account { get; }

    public Followers Followers { get; }

    public AccountEvents AccountEvents { get; }

    public StaffLogin Login { get; }

    public Crowd Crowd { get; }

    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var source in Sources)
        {
            source.Map(app);
        }

        linkCalls.Map(app, weComGate);
        contactCalls.Map(app, weComGate);
        wayCalls.Map(app, weComGate);
        groupCalls.Map(app, weComGate);
        Media.Map(app, weComGate);
        Welcome.Map(app, weComGate);
        Login.Map(app, weComGate);
        new HandRoutes(Sources, Contacts, Welcome, Books).Map(app);
        accountCalls.Map(app, accountGate);
    }

    /// <summary>Where callbacks go from now on. Events are sent there even while a handshake fails; WeCom's only after its own succeeded.</summary>
    /// <exception cref="HttpRequestException">A handshake failed in all its tries; the message says which and how.</exception>
    public async Task SetCallbacks(Uri root, TimeProvider time, CancellationToken ct)
    {
        Callbacks.Base = root;
        await Handshake(Events.Verify, root, time, ct);
        foreach (var source in Sources)
        {
            await Handshake(source.Verify, root, time, ct);
        }

        if (Options.OfficialAccount)
        {
            await Handshake(AccountEvents.Verify, root, time, ct);
        }
    }

    public void Dispose() => Moves.Dispose();

    /// <summary>Douyin has always shared the sandbox's own, and each seed's people with it.</summary>
    private static Ids IdsOf(string source, Ids own, int seed) => string.Equals(source, SandboxSources.Douyin, StringComparison.Ordinal) ? own : new(seed, source + "/");

    /// <summary>A host that announces itself may not listen yet, so the handshake is tried as often as an event.</summary>
    private async Task Handshake(Func<Uri, CancellationToken, Task> verify, Uri root, TimeProvider time, CancellationToken ct)
    {
        for (var left = 2; ; left--)
        {
            try
            {
                await verify(root, ct);
                return;
            }
            catch (HttpRequestException) when (left > 0)
            {
                await Task.Delay(Options.CallbackRetryGap, time, ct);
            }
        }
    }
}
