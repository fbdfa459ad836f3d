using System.Diagnostics.Metrics;
using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Functions.Queues;
using Funnel.Functions.Timers;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Connectors;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Simulation;

/// <summary>
/// One process of the product, as it is shipped: its registrations and its function classes over the world's storage and platforms, with memories of
/// its own that end with a crash.
/// </summary>
internal sealed class SimulatedProcess
{
    private static readonly EphemeralDataProtectionProvider KeyRing = new();
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private readonly World world;

    /// <summary>Never disposed: a process that is killed writes nothing any more.</summary>
    private readonly ServiceProvider services;
    private readonly Dictionary<Type, object> known = [];

    public SimulatedProcess(World world)
    {
        this.world = world;
        services = new ServiceCollection().AddLogging()
            .AddSingleton<TimeProvider>(world.Clock)
            .AddSingleton<IRows>(new SimulatedRows(world.Rows, this, world.Chaos)).AddSingleton<IQueues>(new SimulatedQueues(world.Queues, this, world.Chaos))
            .AddSingleton(new SimulatedSource(world.Platform, this, world).AsConnector())
            .AddSingleton(new Connector("wecom", ConnectorLimits.Unknown, new SimulatedDestination(world.WeChat, this, world)))
            .AddFunnel(world.Options, new TriageOptions())
            .AddSingleton<IDataProtectionProvider>(KeyRing).AddSingleton(Meters)
            .AddSingleton<PollComments>().AddSingleton<Reconcile>().AddSingleton<KeepTokens>()
            .AddSingleton<TriageComments>().AddSingleton<SendReply>().AddSingleton<AnswerChat>().AddSingleton<FollowUp>()
            .BuildServiceProvider();
        Tokens.Prepare(CancellationToken.None).GetAwaiter().GetResult();
    }

    public bool Dead { get; private set; }

    /// <summary>In the middle of something: another process has to be taken for the next thing.</summary>
    public bool Busy { get; set; }

    public AccountBook Accounts => Get<AccountBook>();
    public OwnReplyBook OwnReplies => Get<OwnReplyBook>();
    public TokenIssuer Tokens => Get<TokenIssuer>();
    public LeadLists Lists => Get<LeadLists>();
    public ListRebuild Rebuild => Get<ListRebuild>();
    public FunnelReader Funnel => Get<FunnelReader>();
    public LeadStore Leads => Get<LeadStore>();
    public ReviewDesk Reviews => Get<ReviewDesk>();
    public SourceEvents Events => Get<SourceEvents>();
    public CommentTriage Triage => Get<CommentTriage>();
    public LeadWork Work => Get<LeadWork>();
    public ContactIndex Contacts => Get<ContactIndex>();
    public ContactEvents ContactEvents => Get<ContactEvents>();

    public Task Poll() => Get<PollComments>().Run(new TimerInfo(), CancellationToken.None);

    public Task Reconcile() => Get<Reconcile>().Run(new TimerInfo(), CancellationToken.None);

    public Task RunPagesAgain() => Get<FailedWork>().Requeue(QueueNames.Comments, dryRun: false, CancellationToken.None);

    public Task KeepTokens() => Get<KeepTokens>().Run(new TimerInfo(), CancellationToken.None);

    /// <summary>A point at which others may come between, or this process may end.</summary>
    public void Point()
    {
        ThrowIfDead();
        world.Interleave();
        if (world.Chaos.Happens(world.Chaos.Crash))
        {
            Dead = true;
        }

        ThrowIfDead();
    }

    /// <summary>The function that is triggered by this queue takes the message.</summary>
    public Task Handle(string queue, string body) => queue switch
    {
        QueueNames.Comments => Get<TriageComments>().Run(body, CancellationToken.None),
        QueueNames.Replies => Get<SendReply>().Run(body, CancellationToken.None),
        QueueNames.Chats => Get<AnswerChat>().Run(body, CancellationToken.None),
        QueueNames.FollowUps => Get<FollowUp>().Run(body, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(queue), queue, "no function is triggered by it"),
    };

    public Task Handle(string queue, WorkMessage message) => Handle(queue, message.ToJson());

    /// <summary>Asked of the container once: what is asked twice it compiles, and a process here does not live long enough for that.</summary>
    private T Get<T>()
        where T : notnull
    {
        if (!known.TryGetValue(typeof(T), out var service))
        {
            known[typeof(T)] = service = services.GetRequiredService<T>();
        }

        return (T)service;
    }

    private void ThrowIfDead()
    {
        if (Dead)
        {
            throw new CrashException();
        }
    }
}
