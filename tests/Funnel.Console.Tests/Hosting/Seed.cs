using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Review;
using Funnel.Triage;

namespace Funnel.Console.Tests.Hosting;

/// <summary>Puts leads, parked steps and reviews in place, by the product's own commands.</summary>
public sealed class Seed(ConsoleHost host)
{
    private static readonly RetryRules Rules = new OutreachOptions().Rules;

    private DateTimeOffset Now => host.Clock.GetUtcNow();

    /// <summary>Someone who asked, and came as far as this.</summary>
    public async Task<LeadId> Lead(string person, Stage stage = Stage.Inquired, string? nick = null, string text = "求一份笔记", string account = Merchant.Account)
    {
        var comment = new Comment("c-" + person, "v1", person, text, Now, Nick: nick ?? person);
        var offer = host.Get<OfferBook>().Find(Merchant.Offer)!;
        var verdict = new Verdict(0.97f, InquiryKind.Material, Decision.Answer, Tier.Model);
        var opened = await host.Get<Inquiries>().Open(account, new(comment, verdict, offer), "system", CancellationToken.None);
        var id = opened.State!.Id;
        foreach (var (at, step) in Steps())
        {
            if (at <= stage)
            {
                await step(id);
            }
        }

        await Settled();
        return id;
    }

    /// <summary>Somebody who asked asks once more.</summary>
    public Task AsksAgain(string person, string comment) => host.Get<Inquiries>().Open(
        Merchant.Account,
        new(new Comment(comment, "v1", person, comment, Now), new Verdict(0.97f, InquiryKind.Material, Decision.Answer, Tier.Model), host.Get<OfferBook>().Find(Merchant.Offer)!),
        "system", CancellationToken.None);

    /// <summary>Someone whose reply the platform refused.</summary>
    public async Task<LeadId> Parked(string person, string? nick = null, string why = "内容不符合社区规范", string account = Merchant.Account)
    {
        var id = await Lead(person, nick: nick, account: account);
        await Send(id, Effect.ReplyId(Merchant.Offer), "看私信", new Failure(FailureKind.Rejected, "28003018", why));
        await Settled();
        return id;
    }

    /// <summary>Someone who wrote, and whose invitation has to be sent by hand.</summary>
    public async Task<LeadId> ByHand(string person, string? nick = null)
    {
        var id = await Lead(person, Stage.Talking, nick);
        await Apply(id, new LeadCommand.Park(Now, Effect.InviteId, Reason.WorkFailed));
        await Settled();
        return id;
    }

    /// <summary>Someone of whose reply nobody knows what became.</summary>
    public async Task Unsure(string person)
    {
        var (id, reply) = (await Lead(person), Effect.ReplyId(Merchant.Offer));
        await Send(id, reply, "看私信", new Failure(FailureKind.Unknown, "timeout", ""));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await Apply(id, new LeadCommand.ReadBack(Now, reply, "attempt", ReadBackResult.Impossible, null, Rules));
        await Settled();
    }

    public async Task Review(string id, string text, string? nick = "小周", float p = 0.42f, string? offer = Merchant.Offer, InquiryKind kind = InquiryKind.Material,
        string account = Merchant.Account)
    {
        var comment = new Comment(id, "v1", "p-" + id, text, Now, Nick: nick);
        var verdict = new Verdict(p, kind, Decision.Review, Tier.Model);
        await host.Get<ReviewDesk>().Add(account, [new(comment, verdict, offer is null ? null : host.Get<OfferBook>().Find(offer))], CancellationToken.None);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    public Task Comments(int count) =>
        host.Get<PageCounts>().Add(
            Merchant.Account, Guid.CreateVersion7(Now).ToString("N"), new([], [], [.. Enumerable.Range(0, count).Select(i => $"chatter-{i}")], []), CancellationToken.None);

    public Task Video(string id, string title, string? url) =>
        host.Get<VideoStore>().Save(Merchant.Account, [new(VideoState.New(new Video(id, title, url, Now, 12)), null)], [], [], CancellationToken.None);

    /// <summary>A working day's console: what the pictures are taken of.</summary>
    public async Task Everything()
    {
        await Video("v1", "三分钟读懂资产负债表", "https://www.example.com/video/1");
        await Comments(12_482);
        string[] nicks = ["小雨不加糖", "Amber", "考研加油鸭", "老陈", "南方有佳木", "王一一", "夏天的风", "K.", "豆豆妈", "北岸", "jojo", "云上"];
        string[] asks = ["求一份完整版笔记，谢谢老师", "多少钱一套？", "有电子版吗", "怎么领取呀", "想要资料，已关注"];
        var stages = new[] { 9, 7, 6, 5, 4, 8 };
        var n = 0;
        foreach (var (stage, count) in Enum.GetValues<Stage>().Zip(stages))
        {
            for (var i = 0; i < count; i++, n++)
            {
                await Lead($"p{n}", stage, nicks[n % nicks.Length], asks[n % asks.Length]);
                host.Clock.Advance(TimeSpan.FromSeconds(37));
            }
        }

        await Parked("x1", "认真学习的小李");
        await Parked("x2", "Mina", "用户关闭了评论");
        await ByHand("x3", "等链接的阿姨");
        await Review("r1", "这个笔记哪里可以看到啊，老师讲得真好");
        await Review("r2", "我也想学，不知道基础差行不行", "阿May", 0.31f, offer: null, kind: InquiryKind.Interest);
        await Review("r3", "上次那个资料发我一下呗哈哈", "大熊", 0.63f);
    }

    private IEnumerable<(Stage, Func<LeadId, Task>)> Steps()
    {
        var window = new ChatWindow(WindowKind.Wrote, "conv", "m1", Now, Now + TimeSpan.FromHours(24), 6);
        yield return (Stage.Replied, id => Send(id, Effect.ReplyId(Merchant.Offer), "看私信，给你准备好了", new SendReceipt("reply-1")));
        yield return (Stage.Talking, id => Apply(id, new LeadCommand.OpenChat(Now, window, "在吗，想要资料")));
        yield return (Stage.Invited, id => Send(id, Effect.InviteId, "点这里加老师微信", new SendReceipt("dm-1")));
        yield return (Stage.Added, id => Apply(id, new LeadCommand.Arrive(Now, new ContactId("wecom", "wm-" + id), "code", Now + TimeSpan.FromSeconds(20), Now)));
        yield return (Stage.Served, id => Send(id, Effect.WelcomeId, "你好，资料在这里", new SendReceipt("welcome-1")));
    }

    private async Task Send(LeadId id, string effect, string text, Outcome<SendReceipt> result)
    {
        await Apply(id, new LeadCommand.Claim(Now, effect, "attempt", text, 0));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Apply(id, new LeadCommand.Settle(Now, effect, "attempt", result, Rules));
    }

    /// <summary>Somebody came by the lead's link, of whom nothing is known.</summary>
    public Task Friend(LeadId id) => Apply(id, new LeadCommand.LinkPassedOn(Now, LeadId.Of(Merchant.Account, "wecom:friend")));

    private async Task Apply(LeadId id, LeadCommand command)
    {
        var decided = await host.Get<LeadStore>().Apply(id, lead => LeadDecider.Decide(lead, command), CancellationToken.None);
        Assert.Null(decided.Refusal);
    }

    private Task Settled() => host.Get<LeadLists>().Flush(CancellationToken.None);
}
