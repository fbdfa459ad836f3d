using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>One person who asked under one video, and a process of the shipped product.</summary>
public abstract class ReplyBench
{
    private protected static readonly LeadId Id = LeadId.Of("shop", "person");
    private protected static readonly string ReplyId = Effect.ReplyId("material");
    private const string Crashed = "a crash";
    private protected readonly World world = new(1);
    private protected readonly SimulatedProcess process;

    private protected ReplyBench()
    {
        world.Chaos.On = false;
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        world.Options.Outreach.TrustListsAfter = 2;
        world.Options.Outreach.ConfirmAfter = TimeSpan.FromMinutes(10);
        process = new(world);
        var comment = new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now, Nick: "小明");
        world.Platform.Comments.Add(new(comment, "shop"));
    }

    private protected IReadOnlyList<SimulatedPlatform.PostedReply> Replies => world.Platform.Comments[0].Replies;

    /// <summary>Works on what is visible in the queue, second by second.</summary>
    private protected async Task Work(Func<Task<bool>> until, TimeSpan atMost)
    {
        await Handle();
        for (var seconds = 0; !await until(); seconds++)
        {
            Assert.True(seconds < atMost.TotalSeconds, $"after {atMost} it is still {(await Lead()).Find(ReplyId)}");
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromSeconds(30)))
            {
                await process.Handle(QueueNames.Replies, message.Body);
                world.Queues.Delete(QueueNames.Replies, message);
            }
        }
    }

    /// <summary>Makes the inquiry an answer under a comment of somebody else's.</summary>
    private protected void Under(string thread)
    {
        world.Platform.Comments[0] = new(world.Platform.Comments[0].Comment with { ParentId = thread }, "shop");
        world.Platform.Comments.Add(new(new Comment("c0", "shop-v1", "first", "好看", world.Clock.Now), "shop"));
    }

    /// <summary>Replies of the account were seen in lists before.</summary>
    private protected async Task Recognised()
    {
        await process.OwnReplies.Recognise("shop", "open-shop", CancellationToken.None);
        await process.OwnReplies.CountSeen("shop", CancellationToken.None);
        await process.OwnReplies.CountSeen("shop", CancellationToken.None);
    }

    /// <summary>A claim of which nothing more is known.</summary>
    private protected async Task Crash(string text) =>
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, Crashed, text, 0)), CancellationToken.None);

    /// <summary>The platform took it, and shows it after its lag.</summary>
    private protected void Accepted(string id, string text) =>
        world.Platform.Comments[0].Replies.Add(new(id, "open-shop", text, world.Clock.Now, world.Clock.Now.AddSeconds(20)));

    private protected Task Confirm() => process.Handle(QueueNames.FollowUps, new WorkMessage(Id, ReplyId));

    private protected Task Ask() => process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments[0].Comment]), CancellationToken.None);

    /// <summary>By a message that has waited for what crashed.</summary>
    private protected Task Handle() => process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Waited = Crashed });

    private protected async Task<Lead> Lead() => (await process.Leads.Find(Id, CancellationToken.None))!;
}
