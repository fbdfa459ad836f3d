using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Simulation;

/// <summary>All of the product's services over the world's storage and platforms, with memories of their own; they end with a crash.</summary>
internal sealed class SimulatedProcess
{
    private static readonly EphemeralDataProtectionProvider KeyRing = new();
    private static readonly CommentJudge Judge = new(TriageModel.Shipped, new TriageOptions());

    private readonly World world;

    public SimulatedProcess(World world)
    {
        this.world = world;
        var rows = new SimulatedRows(world.Rows, this, world.Chaos);
        var queues = new SimulatedQueues(world.Queues, this, world.Chaos);
        var options = Options.Create(world.Options);
        var source = new SimulatedSource(world.Platform, this, world);
        var destination = new SimulatedDestination(world.WeChat, this, world);
        TimeProvider time = world.Clock;

        Accounts = new(options, [source], rows, KeyRing, time, NullLogger<AccountBook>.Instance);
        var offers = new OfferBook(options);
        Tokens = new(options, rows, KeyRing);
        Lists = new(rows, time, NullLogger<LeadLists>.Instance);
        var open = new OpenWork(rows, time);
        Leads = new(rows, queues, Lists, open);
        Reviews = new(rows, offers, new(TriageModel.Shipped, rows, time), time);
        var wording = new Wording();
        var budget = new CallBudget(rows, options, time);
        OwnReplies = new(Accounts, rows, options, time);
        var ownWording = new OwnWording(offers, time);
        var readBack = new ReplyReadBack(Accounts, OwnReplies, options, time, NullLogger<ReplyReadBack>.Instance);
        var counts = new PageCounts(rows, time);
        var outbox = new PageOutbox(counts, time);
        Poller = new(Accounts, new(rows), outbox, new(Accounts, budget, options, time), budget, queues, options, time, NullLogger<CommentPoller>.Instance);
        Triage = new(
            Accounts, OwnReplies, offers, ownWording, Judge, new(TriageModel.Shipped, rows, time), Leads, open, Reviews, counts, outbox, queues, time, NullLogger<CommentTriage>.Instance);
        Replies = new(Leads, Accounts, OwnReplies, offers, wording, ownWording, readBack, queues, options, time, NullLogger<ReplySender>.Instance);
        Confirmer = new(Leads, OwnReplies, readBack, queues, options, time);
        Chats = new(Leads, Accounts, offers, wording, Tokens, [destination], queues, options, time, NullLogger<ChatAnswerer>.Instance);
        Events = new(Accounts, OwnReplies, new(Chats, queues, time, NullLogger<ChatEvents>.Instance), queues, time, NullLogger<SourceEvents>.Instance);
        Contacts = new(rows);
        Stalled = new(open, Leads, Accounts, queues, options, time, NullLogger<StalledWork>.Instance);
        Reception = new(Leads, Tokens, offers, wording, Contacts, [destination], queues, options, time, NullLogger<Reception>.Instance);
        Reconciler = new(Reception, offers, [destination], NullLogger<ArrivalReconciler>.Instance);
        Tokens.Prepare(CancellationToken.None).GetAwaiter().GetResult();
    }

    public bool Dead { get; private set; }

    /// <summary>In the middle of something: another process has to be taken for the next thing.</summary>
    public bool Busy { get; set; }

    public AccountBook Accounts { get; }
    public OwnReplyBook OwnReplies { get; }
    public TokenIssuer Tokens { get; }
    public LeadLists Lists { get; }
    public LeadStore Leads { get; }
    public ReviewDesk Reviews { get; }
    public SourceEvents Events { get; }
    public CommentPoller Poller { get; }
    public CommentTriage Triage { get; }
    public ReplySender Replies { get; }
    public ReplyConfirmer Confirmer { get; }
    public ChatAnswerer Chats { get; }
    public StalledWork Stalled { get; }
    public ContactIndex Contacts { get; }
    public Reception Reception { get; }
    public ArrivalReconciler Reconciler { get; }

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

    public Task Handle(string queue, string body) => queue switch
    {
        QueueNames.Comments => Triage.Handle(Read(body, StoredJson.Plain.CommentsMessage), CancellationToken.None),
        QueueNames.Replies => Replies.Handle(Read(body, StoredJson.Plain.WorkMessage), CancellationToken.None),
        QueueNames.Chats => Chats.Handle(Read(body, StoredJson.Plain.ChatMessage), CancellationToken.None),
        _ => FollowUp(Read(body, StoredJson.Plain.FollowUpMessage)),
    };

    private Task FollowUp(FollowUpMessage work) =>
        work is { Lead: { } lead, Effect: { } effect } && effect.StartsWith(Effect.ReplyId(""), StringComparison.Ordinal)
            ? Confirmer.Handle(lead, effect, work.Look, CancellationToken.None)
            : Reception.FollowUp(work, CancellationToken.None);

    private static T Read<T>(string body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => System.Text.Json.JsonSerializer.Deserialize(body, type)!;

    private void ThrowIfDead()
    {
        if (Dead)
        {
            throw new CrashException();
        }
    }
}
