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
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Simulation;

/// <summary>
/// One process of the product, as it is shipped: its registrations and its function classes over the world's storage and platforms, with memories of
/// its own that end with a crash.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly World world;
    private readonly IServiceProvider services;

    public SimulatedProcess(World world)
    {
        this.world = world;
        services = ShippedProduct.Start(new(
            world.Clock, world.Options, new SimulatedRows(world.Rows, this, world.Chaos), new SimulatedQueues(world.Queues, this, world.Chaos),
            new SimulatedSource(world.Platform, this, world).AsConnector(),
            new Connector("wecom", ConnectorLimits.Unknown, new SimulatedDestination(world.WeChat, this, world))));
        Tokens.Prepare(CancellationToken.None).GetAwaiter().GetResult();
    }

    public bool Dead { get; private set; }

    /// <summary>In the middle of something: another process has to be taken for the next thing.</summary>
    public bool Busy { get; set; }

    /// <summary>Did something since it last wrote its lists, and so may have something to write.</summary>
    public bool HasWorked { get; set; }

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
        if (world.Chaos.Happens(Incident.Crash))
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

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private void ThrowIfDead()
    {
        if (Dead)
        {
            throw new CrashException();
        }
    }
}
