using System.Text;
using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Functions.Http;
using Funnel.Functions.Queues;
using Funnel.Functions.Timers;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Outreach;
using Funnel.Privacy;
using Funnel.Recovery;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Funnel.Tests.Simulation;

/// <summary>
/// One process of the product, as it is shipped: its registrations and its function classes over the world's storage and platforms, with memories of
/// its own that end with a crash.
/// </summary>
internal sealed class SimulatedProcess
{
    /// <summary>In seconds: a host whose time is kept by others.</summary>
    private const double MostSkew = 2;

    /// <summary>In seconds: a host whose time was not kept, and is put right or wrong.</summary>
    private const double MostStep = 45;

    private readonly World world;
    private readonly ProcessClock clock;
    private readonly IServiceProvider services;
    private DateTimeOffset? settingsReadAt;

    public SimulatedProcess(World world)
    {
        this.world = world;
        clock = new(world.Clock) { Ahead = world.Chaos.Happens(Incident.ClockSkew) ? world.Chaos.Seconds(-MostSkew, MostSkew) : TimeSpan.Zero };
        services = ShippedProduct.Start(new(
            clock, world.Options, new SimulatedRows(world, this), new SimulatedQueues(world, this),
            new SimulatedSource(world.Platform, this, world).AsConnector(),
            new Connector("wecom", ConnectorLimits.Unknown, new SimulatedDestination(world.WeChat, this, world)),
            world.TakeUp, world.Backups.Loss));
        if (!world.Chaos.On)
        {
            Tokens.Prepare(CancellationToken.None).GetAwaiter().GetResult();
        }

        Get<ReplaySlices>().SliceSize = 3; // so that replays have several
    }

    public bool Dead { get; private set; }

    /// <summary>In the middle of something: another process has to be taken for the next thing.</summary>
    public bool Busy { get; set; }

    /// <summary>Did something since it last wrote its lists, and so may have something to write.</summary>
    public bool HasWorked { get; set; }

    public AccountBook Accounts => Get<AccountBook>();
    public DoNotContactList DoNotContact => Get<DoNotContactList>();
    public RefusedPeople Refused => Get<RefusedPeople>();
    public CatchUps CatchUps => Get<CatchUps>();
    public ParkedWork Parked => Get<ParkedWork>();
    public OwnReplyBook OwnReplies => Get<OwnReplyBook>();
    public TokenIssuer Tokens => Get<TokenIssuer>();
    public LeadLists Lists => Get<LeadLists>();
    public Replays Replays => Get<Replays>();
    public ReplaySlices Slices => Get<ReplaySlices>();
    public ListRebuild Rebuild => Get<ListRebuild>();
    public FunnelReader Funnel => Get<FunnelReader>();
    public LeadStore Leads => Get<LeadStore>();
    public OfferBook Offers => Get<OfferBook>();
    public Inquiries Inquiries => Get<Inquiries>();
    public ReviewDesk Reviews => Get<ReviewDesk>();
    public Corrections Corrections => Get<Corrections>();
    public SourceEvents Events => Get<SourceEvents>();
    public CommentTriage Triage => Get<CommentTriage>();
    public SettingsEditor Settings => Get<SettingsEditor>();
    public Erasure Erasure => Get<Erasure>();
    public PersonExports Exports => Get<PersonExports>();
    public WaitingSweep WaitingSweep => Get<WaitingSweep>();
    public LeadWork Work => Get<LeadWork>();
    public ContactIndex Contacts => Get<ContactIndex>();
    public ContactEvents ContactEvents => Get<ContactEvents>();

    /// <summary>What the host does before it begins, and every three seconds.</summary>
    public async Task WatchSettings()
    {
        if (!Get<FirstReads>().AreDone)
        {
            await Get<FirstReads>().Run(CancellationToken.None);
        }

        if (settingsReadAt is not { } at || world.Clock.Now - at >= SettingsWatch.Period)
        {
            await Get<SettingsStore>().Refresh(CancellationToken.None);
            await DoNotContact.Refresh(CancellationToken.None);
            settingsReadAt = world.Clock.Now;
        }
    }

    public Task Poll() => Get<PollComments>().Run(new TimerInfo(), CancellationToken.None);

    public Task Reconcile() => Get<Reconcile>().Run(new TimerInfo(), CancellationToken.None);

    public Task RunPagesAgain() => Get<FailedWork>().Requeue(QueueNames.Comments, dryRun: false, CancellationToken.None);

    /// <summary>The HTTP function by which scripts run work again.</summary>
    /// <param name="by">Who asks for it; null for a script.</param>
    public Task<IActionResult> StartReplay(string json, string? by = null, string? key = null)
    {
        var request = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(json)), Headers = { From = by } } }.Request;
        request.Headers["Idempotency-Key"] = key;
        return Get<ReplayRequests>().Start(request, CancellationToken.None);
    }

    /// <summary>What the host does at a start: finds out whom it concerns that something is no longer configured.</summary>
    public Task CompareSettings() => services.GetServices<IHostedService>().OfType<RemovedParts>().Single().Find(CancellationToken.None);

    public Task<int> Forgotten() => Get<Forgetting>().Run(CancellationToken.None);

    public Task Forget() => Get<Forget>().Run(new TimerInfo(), CancellationToken.None);

    public Task KeepTokens() => Get<KeepTokens>().Run(new TimerInfo(), CancellationToken.None);

    /// <summary>Runs what this process does, and nothing of what others do.</summary>
    public SimulatedScheduler Scheduler { get; } = new();

    /// <summary>A point at which others may come between, the clock may be set, or this process may stand still or end.</summary>
    /// <param name="pause">What it is to stand still here.</param>
    /// <param name="over">What ends such a pause.</param>
    public void Point(Incident pause = Incident.Pause, Func<bool>? over = null)
    {
        ThrowIfDead();
        world.Interleave();
        world.StandStill(pause, over);
        if (world.Chaos.Happens(Incident.ClockStep))
        {
            clock.Ahead = world.Chaos.Coin() ? TimeSpan.Zero : world.Chaos.Seconds(-MostStep, MostStep);
        }

        if (world.Chaos.Happens(Incident.Crash))
        {
            Dead = true;
        }

        ThrowIfDead();
    }

    /// <summary>The queue whose message this process is working on.</summary>
    public string? Handling { get; private set; }

    /// <summary>The function that is triggered by this queue takes the message.</summary>
    public async Task Handle(string queue, string body)
    {
        Handling = queue;
        try
        {
            await Run(queue, body);
        }
        finally
        {
            Handling = null;
        }
    }

    private Task Run(string queue, string body) => queue switch
    {
        QueueNames.Comments => Get<TriageComments>().Run(body, CancellationToken.None),
        QueueNames.Replies => Get<SendReply>().Run(body, CancellationToken.None),
        QueueNames.Chats => Get<AnswerChat>().Run(body, CancellationToken.None),
        QueueNames.FollowUps => Get<FollowUp>().Run(body, CancellationToken.None),
        QueueNames.Replays => Get<RunReplay>().Run(body, CancellationToken.None),
        QueueNames.Hooks => Get<DeliverHook>().Run(body, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "no function is triggered by it"),
    };

    public Task Handle(string queue, WorkMessage message) => Handle(queue, message.ToJson());

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private void ThrowIfDead()
    {
        if (Dead)
        {
            throw new CrashException();
        }
    }
}
