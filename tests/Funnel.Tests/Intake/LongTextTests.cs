using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Intake;

/// <summary>A lead keeps the beginning of what a person wrote, cut between characters.</summary>
public sealed class LongTextTests
{
    private const string Family = "👨‍👩‍👧";
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public LongTextTests()
    {
        world.Chaos.On = false;
        process = new(world);
    }

    [Fact]
    public async Task A_comment_with_an_emoji_where_its_lead_cuts_it()
    {
        var kept = "求资料" + new string('好', Ask.MaxText - 6);
        await process.Triage.Handle(new("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [new Comment("c1", "shop-v1", "person", kept + Family, world.Clock.Now)]), default);
        Assert.Equal(kept, (await process.Leads.Find(LeadId.Of("shop", "person"), default))!.Asks[0].Text);
    }

    [Fact]
    public async Task A_chat_message_with_an_emoji_where_it_is_cut()
    {
        var kept = new string('好', Ask.MaxText - 1);
        var window = new ChatWindow(WindowKind.Wrote, "conversation", "m1", world.Clock.Now, world.Clock.Now.AddDays(1), 1);
        await process.Events.Queue("douyin", [new SourceEvent.ChatOpened("open-shop", "stranger", window, kept + "👍", null, null)], default);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(kept, WorkMessage.Parse(world.Queues.Receive(QueueNames.Chats, 32, TimeSpan.FromHours(1))[0].Body).Text);
    }
}
