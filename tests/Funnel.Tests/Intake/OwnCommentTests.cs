using Funnel.Intake;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Intake;

/// <summary>Our own replies come back by webhook and in lists, under whatever id. They are no inquiries, though they hold the very words.</summary>
public sealed class OwnCommentTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public OwnCommentTests()
    {
        world.Chaos.On = false;
        process = new(world);
    }

    [Theory]
    [InlineData("open-shop", null)] // the account's id
    [InlineData("as-told", "open-shop")] // another id, but the event says whom it is from
    [InlineData("as-listed", null)] // the id under which replies were listed before
    [InlineData("as-told", "as-listed")]
    public async Task An_own_comment_is_known_by_each_of_its_ids(string author, string? from)
    {
        await process.OwnReplies.Recognise("shop", "as-listed", None);
        await Tell(new Comment("r1", "shop-v1", author, "多少钱一套都可以私信问我", world.Clock.Now, "c1"), from);
        Assert.Null(await process.Leads.Find(LeadId.Of("shop", author), None));
        Assert.Equal((1, 1), await Counted());
    }

    [Fact]
    public async Task A_reply_that_comes_back_under_ids_nobody_knows_is_known_by_its_words()
    {
        var asked = new SimulatedPlatform.PostedComment(new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now), "shop");
        world.Platform.Comments.Add(asked);
        await Triage(asked.Comment);
        await process.Handle(QueueNames.Replies, new WorkMessage(LeadId.Of("shop", "person"), Effect.ReplyId("material")));
        var reply = Assert.Single(asked.Replies);

        await Tell(new Comment(reply.Id, "shop-v1", "never-heard-of", reply.Text, world.Clock.Now, "c1", "店"), "nor-of-this");
        await Triage(new Comment(reply.Id + "-listed", "shop-v1", "never-heard-of", "  " + reply.Text.Replace("：", ": ", StringComparison.Ordinal), world.Clock.Now, "c1"));
        Assert.Null(await process.Leads.Find(LeadId.Of("shop", "never-heard-of"), None));
    }

    [Fact]
    public async Task A_reply_told_as_sent_to_the_person_it_answers_is_passed_over()
    {
        await process.Events.Queue("douyin", [new SourceEvent.Commented("person", new Comment("r1", "shop-v1", "open-shop", "求资料的看私信", world.Clock.Now, "c1"))], None);
        Assert.Equal(0, await world.Queues.Count(QueueNames.Comments, None));
    }

    [Fact]
    public async Task Somebody_elses_event_stays_theirs()
    {
        await Tell(new Comment("c2", "shop-v1", "person", "求资料", world.Clock.Now, "c1"), "person-in-chats");
        Assert.NotNull(await process.Leads.Find(LeadId.Of("shop", "person"), None));
        Assert.Equal((1, 0), await Counted());
    }

    [Fact]
    public async Task One_comment_told_three_times_and_read_once_is_one_reply_and_counts_once()
    {
        var comment = new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now);
        for (var told = 0; told < 3; told++)
        {
            await Tell(comment, null);
        }

        await Triage(comment);
        Assert.Equal((1, 0), await Counted());
        Assert.Single((await process.Leads.Find(LeadId.Of("shop", "person"), None))!.Asks);
    }

    private async Task Tell(Comment comment, string? from)
    {
        await process.Events.Queue("douyin", [new SourceEvent.Commented("open-shop", comment) { FromId = from }], None);
        foreach (var message in world.Queues.Receive(QueueNames.Comments, 32, TimeSpan.FromHours(1)))
        {
            await process.Handle(QueueNames.Comments, message.Body);
            world.Queues.Delete(QueueNames.Comments, message);
        }
    }

    private Task Triage(Comment comment) => process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [comment]), None);

    private async Task<(int Comments, int Own)> Counted()
    {
        var days = new Funnel.Accounts.MerchantDays(Microsoft.Extensions.Options.Options.Create(world.Options), world.Clock);
        var count = await new Funnel.Measure.PageCounts(world.Rows, days, world.Clock).OfDay("shop", days.Today("shop"), None);
        return (count.Comments, count.Own);
    }
}
