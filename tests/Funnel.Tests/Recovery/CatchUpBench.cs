using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Outreach;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Recovery;

/// <summary>One person who asked, and another process after the store was lost.</summary>
public abstract class CatchUpBench : ReplyBench
{
    private protected const string Words = "求资料的朋友点头像进来聊：material";
    private protected SimulatedProcess after = null!;

    private protected CatchUpBench() => world.Options.Intake.CallsPerMinute = 60;

    /// <summary>The store is empty, and another process begins.</summary>
    private protected async Task Lose(LossKind? kind)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        world.Backups.Lose(kind);
        after = new(world);
        await after.WatchSettings();
    }

    /// <summary>The person asks once more, which is told by webhook, before the old comment is read again.</summary>
    private protected Task AskAnew(string text = "求资料")
    {
        world.Platform.Comments.Add(new(new Comment("c2", "shop-v2", "person", text, world.Clock.Now), "shop"));
        return after.Triage.Handle(new("shop", "0123456789ab", [world.Platform.Comments[1].Comment]), default);
    }

    private protected async Task Read()
    {
        await after.Poll();
        foreach (var page in world.Queues.Receive(QueueNames.Comments, 32, TimeSpan.FromSeconds(30)))
        {
            await after.Handle(QueueNames.Comments, page.Body);
            world.Queues.Delete(QueueNames.Comments, page);
        }

        await after.Poll();
    }

    /// <summary>Comments are read, and work is done second by second until the lead is so.</summary>
    private protected async Task Works(Func<Lead, bool> until, bool read = true)
    {
        if (read)
        {
            await Read();
        }

        for (var seconds = 0; !until(await Lead()); seconds++)
        {
            Assert.True(seconds < 600, $"it is still {(await Lead()).Find(ReplyId)}");
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromSeconds(30)))
            {
                await after.Handle(QueueNames.Replies, message.Body);
                world.Queues.Delete(QueueNames.Replies, message);
            }
        }
    }

    private protected async Task Open(string message)
    {
        var window = new ChatWindow(WindowKind.Opened, "chat", message, world.Clock.Now, world.Clock.Now.AddSeconds(30), 3);
        world.Platform.Windows.Add(message, new(window, "person"));
        await after.Handle(QueueNames.Chats, new WorkMessage(Id) { Window = window });
    }

    private protected new async Task<Lead> Lead() => (await after.Leads.Find(Id, default))!;

    private protected new async Task Recognised()
    {
        await after.OwnReplies.Recognise("shop", "open-shop", default);
        await after.OwnReplies.CountSeen("shop", default);
        await after.OwnReplies.CountSeen("shop", default);
    }
}
