using System.ComponentModel.DataAnnotations;
using Funnel.Accounts;
using Funnel.Claims;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Tasks;
using Funnel.Tests.Connectors;
using Funnel.Tests.Leads;
using Funnel.Triage;

namespace Funnel.Tests.Outreach;

/// <summary>Where the account says so, whoever asked is also to be followed, by hand and once.</summary>
public sealed class FollowingTests
{
    private static readonly TaskPerson Anna = new("anna");

    private static LeadCommand.Inquire Ask(string comment = "c1", int second = 0) => Make.Inquire(comment) with { Follows = true, Now = Make.Noon.AddSeconds(second) };

    private static Lead Asked() => LeadDecider.Decide(null, Ask()).State!;

    private static Effect Follow(Lead lead) => lead.Find(Effect.FollowId)!;

    private static async Task<TinyShop> Shop(bool follow)
    {
        var shop = new TinyShop("assist", o => (o.Accounts[0].Follow, o.Accounts[0].PersonPage) = (follow, "https://example.com/user/{person}"), new Connector("assist", ConnectorLimits.Unknown));
        var ask = new Comment("c1", "v1", "p/1", "求资料", shop.Clock.Now, Nick: "小明");
        await shop.Get<Inquiries>().Open(TinyShop.Account, new(ask, new(0.99f, InquiryKind.Material, Decision.Answer, Tier.Model), shop.Get<OfferBook>().Find("guide")), "system", default);
        await shop.Work();
        await shop.Get<LeadLists>().Flush(default);
        return shop;
    }

    private static async Task<OpenTask?> TaskOf(TinyShop shop) => (await shop.Get<TaskBook>().Page(new(), null, 20, default)).Tasks.SingleOrDefault(t => t.Kind == TaskKind.Follow);

    [Fact]
    public async Task Nobody_is_followed_unless_the_account_says_so()
    {
        var shop = await Shop(follow: false);
        Assert.Null(await TaskOf(shop));
        Assert.Null((await shop.Lead("p/1")).Find(Effect.FollowId));
    }

    [Fact]
    public async Task The_task_has_the_persons_name_words_and_page_and_nothing_a_machine_could_do()
    {
        var shop = await Shop(follow: true);
        var task = (await TaskOf(shop))!;
        Assert.Equal(("小明", "求资料", "https://example.com/user/p%2F1", "v1"), (task.Text, task.Ask!.Text, task.PersonPage!.AbsoluteUri, task.Line.VideoId));
        Assert.Equal((Reason.FollowsByHand("shop"), null), (task.Cause, task.Link));
        Assert.Equal([TaskAction.Done, TaskAction.NotPossible, TaskAction.NotAnInquiry, TaskAction.PutOffHour, TaskAction.PutOffMorning], task.Actions);
    }

    [Fact]
    public async Task It_is_done_put_back_put_off_and_given_up_as_others_are_and_moves_no_stage()
    {
        var shop = await Shop(follow: true);
        var (id, desk) = (new TaskId(LeadId.Of(TinyShop.Account, "p/1"), Effect.FollowId), shop.Get<TaskDesk>());
        var stage = (await shop.Lead("p/1")).Stage;
        Assert.Equal(TaskOutcome.Done, (await desk.Decide(id, TaskAction.Done, Anna, null, default)).Outcome);
        Assert.Equal((EffectStatus.Sent, stage), (Follow(await shop.Lead("p/1")).Status, (await shop.Lead("p/1")).Stage));
        Assert.Null(await TaskOf(shop));
        Assert.Equal(TaskOutcome.PutBack, (await desk.Decide(id, TaskAction.PutBack, Anna, null, default)).Outcome);
        Assert.Equal(TaskOutcome.PutOff, (await desk.Decide(id, TaskAction.PutOffHour, Anna, null, default)).Outcome);
        Assert.Null(await TaskOf(shop));
        Assert.Equal(TaskOutcome.Refused, (await desk.Decide(id, TaskAction.RunAgain, Anna, null, default)).Outcome);
        Assert.Equal(TaskOutcome.NotPossible, (await desk.Decide(id, TaskAction.NotPossible, Anna, null, default)).Outcome);
        Assert.Contains(await shop.Get<LeadStore>().Journal(id.Lead, default), e => e is { Kind: LeadEventKind.DoneByHand, Effect: Effect.FollowId, By: "anna" });
    }

    [Fact]
    public void It_is_wanted_once_however_often_the_person_asks()
    {
        var again = LeadDecider.Decide(Asked().After(new LeadCommand.DoneByHand(Make.Noon, Effect.FollowId)), Ask("c2", 9));
        Assert.Equal(EffectStatus.Sent, Follow(again.State!).Status);
        Assert.Equal("c1", Follow(Asked().After(Ask("c2", 9))).CommentId);
        Assert.NotNull(Follow(Make.Inquired().After(Ask("c2", 9)))); // of who asked before it was switched on
    }

    [Fact]
    public void Who_said_no_asked_for_nothing_or_is_a_contact_is_not_followed()
    {
        var declined = Asked().After(new LeadCommand.Decline(Make.Noon, "不要") { Refused = new(Make.Noon, RefusalSource.Chat, "system", "shop") });
        Assert.Equal(EffectStatus.Dropped, Follow(declined).Status);
        Assert.Null(LeadDecider.Decide(null, Ask() with { Refused = new(Make.Noon, RefusalSource.Chat, "system", "shop") }).State!.Find(Effect.FollowId));
        var chatter = Asked().After(new LeadCommand.NotInquiry(Make.Noon) { By = "anna" });
        Assert.Equal((EffectStatus.Dropped, Reason.NotAnInquiry), (Follow(chatter).Status, Follow(chatter).Reason));
        Assert.Equal(EffectStatus.Parked, Follow(chatter.After(Ask("c2", 9))).Status);
        var contact = Asked().After(Make.Arrive());
        Assert.Equal((EffectStatus.Dropped, Reason.AlreadyContact), (Follow(contact).Status, Follow(contact).Reason));
        Assert.Equal(EffectStatus.Dropped, Follow(contact.After(Ask("c2", 9))).Status);
    }

    [Fact]
    public void Who_was_added_by_an_operators_mistake_is_to_be_followed_again()
    {
        var added = Asked().After(new LeadCommand.DoneByHand(Make.Noon, Make.ReplyId), new LeadCommand.AddedByHand(Make.Noon.AddSeconds(5)) { By = "anna" });
        Assert.Equal(EffectStatus.Dropped, Follow(added).Status);
        var back = added.After(new LeadCommand.NotAdded(Make.Noon.AddSeconds(9)) { By = "anna" });
        Assert.Equal((EffectStatus.Parked, Reason.FollowsByHand("shop")), (Follow(back).Status, Follow(back).Reason));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://example.com/user/{person}", true)]
    [InlineData("https://example.com/?u={person}&x=1", true)]
    [InlineData("https://example.com/user/", false)]
    [InlineData("http://example.com/{person}", false)]
    [InlineData("javascript:alert({person})", false)]
    [InlineData("https://{person}", false)]
    public void A_page_is_an_https_address_with_the_persons_id_in_it(string page, bool right)
    {
        var account = new AccountOptions { Id = "a", Platform = "assist", PersonPage = page };
        Assert.Null(account.PageOf("@小明"));
        Assert.Equal(right, Validator.TryValidateObject(account, new(account), null, validateAllProperties: true));
    }
}
