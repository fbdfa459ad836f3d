using System.Net;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Console.Tests.Pages;

public sealed class ActionTests : IAsyncLifetime
{
    private static readonly string Reply = Effect.ReplyId(Merchant.Offer);

    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("replay", EffectStatus.Wanted, LeadEventKind.Replayed)]
    [InlineData("done", EffectStatus.Sent, LeadEventKind.DoneByHand)]
    [InlineData("give-up", EffectStatus.Dropped, LeadEventKind.Dropped)]
    public async Task An_operator_decides_a_parked_step_and_the_journal_says_who(string action, EffectStatus becomes, LeadEventKind noted)
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("lin");
        var answer = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", action), ("effect", Reply));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.StartsWith($"/api/console/leads/{id}?said=", answer.Location, StringComparison.Ordinal);
        Assert.Equal(becomes, (await Find(id)).Find(Reply)!.Status);
        var last = (await host.Get<LeadStore>().Journal(id, CancellationToken.None))[^1];
        Assert.Equal((noted, "lin"), (last.Kind, last.By));
        Assert.Contains("操作者： lin", (await guest.Get(answer.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "replay", EffectStatus.Unknown, "可能已经发出：先到平台核对，确定没有才重新发送。")]
    [InlineData(false, "replay-unsent", EffectStatus.Wanted, "已重新排队，马上再试。")]
    [InlineData(false, "replay", EffectStatus.Parked, "没有执行：“公开回复”可能已经发出")]
    public async Task What_may_have_been_sent_is_looked_for_or_needs_an_operators_word(bool listed, string action, EffectStatus becomes, string told)
    {
        host.Get<FakeReply>().Listed = listed;
        await host.Seed.Unsure("p1");
        var id = LeadId.Of(Merchant.Account, "p1");
        var guest = await host.SignedIn("lin");
        Assert.Contains("没有发出…", (await guest.Get($"leads/{id}")).Text, StringComparison.Ordinal);
        var answer = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", action), ("effect", Reply));
        var page = answer.Location is { } next ? await guest.Get(next) : answer;
        Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.Equal(becomes, (await Find(id)).Find(Reply)!.Status);
        var last = (await host.Get<LeadStore>().Journal(id, CancellationToken.None))[^1];
        Assert.Equal(becomes == EffectStatus.Parked ? (LeadEventKind.Parked, "system") : (LeadEventKind.Replayed, "lin"), (last.Kind, last.By));
    }

    [Fact]
    public async Task An_operator_has_a_person_left_alone_and_takes_it_back()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("lin");
        var answer = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "do-not-contact"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var page = await guest.Get(answer.Location!);
        Assert.Contains("所有账号都不再联系此人。", page.Text, StringComparison.Ordinal);
        Assert.Contains("由运营人员设置", page.Text, StringComparison.Ordinal);
        Assert.Equal((Exit.Declined, EffectStatus.Dropped), ((await Find(id)).Exit, (await Find(id)).Find(Reply)!.Status));

        answer = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "may-contact"));
        Assert.Contains("已恢复联系", (await guest.Get(answer.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal((Exit.None, null), ((await Find(id)).Exit, (await Find(id)).Refusal));
    }

    [Fact]
    public async Task Nobody_is_asked_whether_it_was_sent_what_the_platform_refused()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("lin");
        Assert.DoesNotContain("没有发出…", (await guest.Get($"leads/{id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_from_the_list_of_tasks_leaves_the_list_at_once()
    {
        var id = await host.Seed.Parked("p1", "卡住的人");
        var guest = await host.SignedIn();
        Assert.Contains("卡住的人", (await guest.Get("tasks")).Text, StringComparison.Ordinal);
        var answer = await guest.Submit("tasks", "tasks", ("do", "replay"), ("task", $"{id}.{Reply}"));
        var page = await guest.Get(answer.Location!);
        Assert.DoesNotContain("卡住的人", page.Text, StringComparison.Ordinal);
        Assert.Contains("已重新排队", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_longer_possible_is_refused_with_its_reason()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn();
        await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "give-up"), ("effect", Reply));
        var again = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "replay"), ("effect", Reply));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("没有执行：", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.Submit("leads", $"leads/{id}", ("do", "erase"), ("effect", Reply))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.Submit("leads", $"leads/{id}", ("do", "replay"), ("effect", "nothing"))).Status);
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_done()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn();
        var stranger = await host.SignedIn("eve");
        Assert.Equal(HttpStatusCode.BadRequest, (await guest.Post($"leads/{id}", ("do", "replay"), ("effect", Reply))).Status);
        var foreign = await stranger.Token("tasks");
        Assert.Equal(HttpStatusCode.BadRequest, (await guest.Post($"leads/{id}", ("do", "replay"), ("effect", Reply), foreign)).Status);
        Assert.Equal(EffectStatus.Parked, (await Find(id)).Find(Reply)!.Status);
    }

    [Fact]
    public async Task A_viewer_cannot_act()
    {
        var id = await host.Seed.Parked("p1");
        await host.Seed.Review("r1", "求笔记");
        var guest = await host.SignedIn("eve", Role.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Submit("", $"leads/{id}", ("do", "replay"), ("effect", Reply))).Status);
        var item = Assert.Single(await Desk());
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Submit("", "review", ("account", Merchant.Account), ("id", item.Id), ("inquiry", "1"))).Status);
        Assert.Equal(EffectStatus.Parked, (await Find(id)).Find(Reply)!.Status);
        Assert.Single(await Desk());
    }

    [Fact]
    public async Task Nobody_acts_without_signing_in()
    {
        var id = await host.Seed.Parked("p1");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Visitor().Post($"leads/{id}", ("do", "replay"), ("effect", Reply))).Status);
    }

    [Fact]
    public async Task A_yes_opens_the_lead_under_the_operators_name()
    {
        await host.Seed.Review("r1", "这个笔记在哪");
        var guest = await host.SignedIn("lin");
        var answer = await Decide(guest, "1");
        Assert.Contains("said=inquiry", answer.Location, StringComparison.Ordinal);
        Assert.Empty(await Desk());
        var journal = await host.Get<LeadStore>().Journal(LeadId.Of(Merchant.Account, "p-r1"), CancellationToken.None);
        Assert.Equal((LeadEventKind.Inquired, "lin"), (journal[0].Kind, journal[0].By));
    }

    [Fact]
    public async Task A_no_drops_the_comment()
    {
        await host.Seed.Review("r1", "老师声音真好听");
        var guest = await host.SignedIn();
        Assert.Contains("said=chatter", (await Decide(guest, "0")).Location, StringComparison.Ordinal);
        Assert.Empty(await Desk());
        Assert.Null(await host.Get<LeadStore>().Find(LeadId.Of(Merchant.Account, "p-r1"), CancellationToken.None));
    }

    [Fact]
    public async Task A_comment_without_an_offer_needs_one()
    {
        await host.Seed.Review("r1", "我也想学", offer: null);
        var guest = await host.SignedIn();
        Assert.Contains("said=no-offer", (await Decide(guest, "1")).Location, StringComparison.Ordinal);
        Assert.Contains("said=inquiry", (await Decide(guest, "1", ("offer", "course"))).Location, StringComparison.Ordinal);
        Assert.NotNull((await Find(LeadId.Of(Merchant.Account, "p-r1"))).Find(Effect.ReplyId("course")));
    }

    [Fact]
    public async Task Of_two_operators_the_second_hears_that_it_is_decided()
    {
        await host.Seed.Review("r1", "这个笔记在哪");
        var (one, two) = (await host.SignedIn("lin"), await host.SignedIn("chen"));
        var item = Assert.Single(await Desk());
        await Decide(one, "1");
        var late = await two.Submit("", "review", ("account", Merchant.Account), ("id", item.Id), ("inquiry", "0"));
        Assert.Contains("said=gone", late.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "1")]
    [InlineData(Merchant.Account, "maybe")]
    public async Task A_decision_that_makes_no_sense_is_refused(string account, string inquiry)
    {
        await host.Seed.Review("r1", "这个笔记在哪");
        var guest = await host.SignedIn();
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit("", "review", ("account", account), ("id", "x"), ("inquiry", inquiry))).Status);
        Assert.Single(await Desk());
    }

    private async Task<Answered> Decide(Guest guest, string inquiry, params (string, string)[] more)
    {
        var item = Assert.Single(await Desk());
        return await guest.Submit("review", "review", [("account", item.AccountId), ("id", item.Id), ("at", "0"), ("inquiry", inquiry), .. more]);
    }

    private Task<IReadOnlyList<ReviewItem>> Desk() => host.Get<ReviewDesk>().List(Merchant.Account, 10, CancellationToken.None);

    private async Task<Lead> Find(LeadId id) => (await host.Get<LeadStore>().Find(id, CancellationToken.None))!;
}
