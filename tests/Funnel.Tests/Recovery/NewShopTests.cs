using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Outreach;

namespace Funnel.Tests.Recovery;

/// <summary>An empty storage in which nothing speaks for an old shop keeps nobody waiting for longer than a first look takes.</summary>
public sealed class NewShopTests : ReplyBench
{
    [Fact]
    public async Task Who_asks_is_answered_when_the_first_round_is_over()
    {
        await Begin();
        Assert.Empty(Replies);

        await process.Poll();
        await Go(TimeSpan.FromSeconds(5));
        Assert.Single(Replies);
    }

    [Theory]
    [InlineData("stranger", "求资料 我也要")]
    [InlineData("open-shop", "亲，已经私信你了")]
    public async Task Answers_of_strangers_and_of_the_merchants_hand_are_none_of_ours(string author, string text)
    {
        world.Platform.Comments.Add(new(new Comment("c2", "shop-v2", "other", "好看", world.Clock.Now.AddHours(-1)), "shop"));
        world.Platform.Comments[1].Replies.Add(new("r2", author, text, world.Clock.Now.AddHours(-1), world.Clock.Now.AddHours(-1)));
        await Begin();
        await process.Poll();
        Assert.Equal((false, false, false), (process.CatchUps.IsProbing("shop"), process.CatchUps.IsKnownLoss, process.CatchUps.IsReading("shop")));
        await Go(TimeSpan.FromSeconds(5));
        Assert.Single(Replies);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_ten_minutes_for_a_platform_that_does_not_answer()
    {
        await Begin();
        await process.CatchUps.Reads("shop", default);
        await Go(TimeSpan.FromMinutes(9));
        Assert.Empty(Replies);
        await Go(TimeSpan.FromMinutes(2));
        Assert.Single(Replies);
    }

    [Fact]
    public async Task Who_opens_the_chat_before_the_first_round_is_invited_after_it()
    {
        await Begin();
        var window = new ChatWindow(WindowKind.Opened, "chat", "w1", world.Clock.Now, world.Clock.Now.AddSeconds(30), 3);
        world.Platform.Windows.Add("w1", new(window, "person"));
        await process.Handle(QueueNames.Chats, new WorkMessage(Id) { Window = window });
        Assert.Empty(world.Platform.Cards);

        await process.Poll();
        await Go(TimeSpan.FromSeconds(5));
        Assert.Single(world.Platform.Cards);
    }

    /// <summary>Somebody asks in a shop that has just begun.</summary>
    private async Task Begin()
    {
        await process.WatchSettings();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        world.Platform.Comments[0] = new(world.Platform.Comments[0].Comment with { At = world.Clock.Now }, "shop");
        await Ask();
        await Go(TimeSpan.FromSeconds(1));
    }

    private async Task Go(TimeSpan span)
    {
        for (var until = world.Clock.Now + span; world.Clock.Now < until; world.Clock.Advance(TimeSpan.FromSeconds(1)))
        {
            foreach (var queue in (string[])[QueueNames.Replies, QueueNames.Chats])
            {
                foreach (var message in world.Queues.Receive(queue, 32, TimeSpan.FromSeconds(30)))
                {
                    await process.Handle(queue, message.Body);
                    world.Queues.Delete(queue, message);
                }
            }
        }
    }
}
