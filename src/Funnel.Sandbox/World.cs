using Funnel.Sandbox.Audience;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.WeCom;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox;

/// <summary>Everything a sandbox consists of, put together once and kept in memory.</summary>
internal sealed class World : IDisposable
{
    private readonly OauthCalls oauth;
    private readonly ItemCalls items;
    private readonly MessageCall messages;
    private readonly LinkCalls linkCalls;
    private readonly ContactCalls contactCalls;
    private readonly WayCalls wayCalls;
    private readonly AccountCalls accountCalls;
    private readonly Gate douyinGate;
    private readonly Gate weComGate;
    private readonly Gate accountGate;

    /// <param name="machine">The clock of the machine; the platforms tell the time by <see cref="Clock"/>.</param>
    public World(SandboxOptions options, TimeProvider machine, IHttpClientFactory clients)
    {
        Options = options;
        var ids = new Ids(options.Seed);
        var loose = new Looseness();
        Faults = new FaultDeck(options.Seed, options.Faults);
        var time = Clock = PlatformClock.Of(machine, Faults, options.SkewBy);
        Books = new Ledger(machine);
        Troubles = new Troubles();
        Moves = new Moves(Troubles);
        Callbacks = new CallbackSender(clients, Faults, Moves, options, time);

        var dialect = new DouyinDialect(loose, options.CallsPerMinute, time);
        var spelling = new Spelling(Faults);
        Merchant = new Merchant(options, ids, Faults);
        Grants = new Grants(Merchant, options, Faults, ids, time);
        Wall = new Wall(options.Videos, ids, Faults, time);
        Chats = new Chats(ids, time);
        Webhooks = new Webhooks(Merchant, Callbacks, spelling, Faults, ids, time);
        oauth = new OauthCalls(Merchant, Grants, options, dialect, loose);
        items = new ItemCalls(Merchant, Grants, Wall, spelling, Faults, dialect, loose);
        Replies = new ReplyCall(Merchant, Grants, Wall, Webhooks, dialect, Books, Faults, Moves, options, time);
        messages = new MessageCall(Merchant, Grants, Chats, dialect, Webhooks, Books, time);

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

        Account = new Account(ids);
        Followers = new Followers(ids, time);
        AccountEvents = new AccountEvents(Account, Followers, Callbacks, Books, ids, time);
        accountCalls = new AccountCalls(Account, Followers, Faults, Books, ids, time);
        Login = new StaffLogin(Corp, Tokens, ids, time);

        Crowd = new Crowd(options, ids, Moves, Wall, Chats, Webhooks, Arrivals, AccountEvents, new ContactPages(Callbacks), Replies, messages, Books, time);
        var standStill = new StandStill(Faults, options.PauseBy, time);
        douyinGate = new Gate(dialect, Faults, standStill, options.SlowBy, time);
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

    public Merchant Merchant { get; }

    public Grants Grants { get; }

    public Wall Wall { get; }

    public Chats Chats { get; }

    public Webhooks Webhooks { get; }

    public ReplyCall Replies { get; }

    public Corp Corp { get; }

    public WeComTokens Tokens { get; }

    public Links Links { get; }

    public Ways Ways { get; }

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
        oauth.Map(app, douyinGate);
        items.Map(app, douyinGate);
        Replies.Map(app, douyinGate);
        messages.Map(app, douyinGate);
        linkCalls.Map(app, weComGate);
        contactCalls.Map(app, weComGate);
        wayCalls.Map(app, weComGate);
        Media.Map(app, weComGate);
        Welcome.Map(app, weComGate);
        Login.Map(app, weComGate);
        accountCalls.Map(app, accountGate);
    }

    /// <summary>Where callbacks go from now on. Events are sent there even while a handshake fails; WeCom's only after its own succeeded.</summary>
    /// <exception cref="HttpRequestException">A handshake failed in all its tries; the message says which and how.</exception>
    public async Task SetCallbacks(Uri root, TimeProvider time, CancellationToken ct)
    {
        Callbacks.Base = root;
        await Handshake(Events.Verify, root, time, ct);
        await Handshake(Webhooks.Verify, root, time, ct);
        if (Options.OfficialAccount)
        {
            await Handshake(AccountEvents.Verify, root, time, ct);
        }
    }

    public void Dispose() => Moves.Dispose();

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
