using Funnel.Accounts;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Funnel.Connectors;
using Funnel.Settings;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Outreach;

public sealed class OwnWordingTests
{
    private readonly SimulatedClock clock = new(World.Start);
    private readonly OwnWording wording;

    public OwnWordingTests()
    {
        var options = new FunnelOptions
        {
            Offers =
            [
                new() { Id = "guide", Reply = ["{nick}资料已经准备好啦，点我头像进主页，打开私信就能领取", "打开私信领取资料", "{nick}看私信"] },
                new() { Id = "course", Accounts = ["other-shop"], Reply = ["{nick}课程表发你私信啦，打开就能看到全部内容"] },
            ],
        };
        wording = new(new OfferBook(Options.Create(options), new SettingsStore(new MemoryRows(), clock), NullLogger<OfferBook>.Instance), clock);
    }

    private bool IsOurs(string text, string? parent = "c1", string video = "v1") =>
        wording.IsOurs("shop", new Comment("r1", video, "somebody", text, clock.Now, parent));

    [Theory]
    [InlineData("资料已经准备好啦，点我头像进主页，打开私信就能领取")]
    [InlineData("小明资料已经准备好啦, 点我头像进主页 打开私信就能领取🙏")]
    [InlineData("回复 @小明：小明资料已经准备好啦，点我头像进主页，打开私信就能领取")]
    [InlineData("打开私信领取资料")]
    public void What_an_offer_says_word_for_word_is_ours_whoever_sent_it(string text)
    {
        Assert.True(IsOurs(text));
        Assert.True(IsOurs(text, parent: null));
    }

    [Theory]
    [InlineData("求资料")]
    [InlineData("资料已经准备好了吗")]
    [InlineData("怎么打开私信领取资料")] // a question that ends in our words
    [InlineData("打开私信领取资料在哪里")]
    [InlineData("我看私信")] // too few letters to be anybody's
    [InlineData("小明课程表发你私信啦，打开就能看到全部内容")] // another account's offer
    [InlineData("")]
    [InlineData("🙏🙏🙏")]
    public void What_people_say_is_not(string text) => Assert.False(IsOurs(text));

    [Fact]
    public async Task What_an_offer_said_that_is_gone_is_ours_after_a_restart_too()
    {
        var rows = new MemoryRows();
        WordingTallies Tallies() => new(rows, Options.Create(new FunnelOptions()), new MerchantDays(Options.Create(new FunnelOptions()), clock), clock, NullLogger<WordingTallies>.Instance);
        OfferBook Book(params IEnumerable<OfferOptions> offers) =>
            new(Options.Create(new FunnelOptions { Offers = [.. offers] }), new SettingsStore(rows, clock), NullLogger<OfferBook>.Instance);
        var before = Book(
            new() { Id = "price", Reply = ["多少钱一套的朋友私信领取价目表"] }, new() { Id = "course", Accounts = ["other-shop"], Reply = ["{nick}课程表发你私信啦，打开就能看到全部内容"] });
        await Tallies().KeepAll(before.All, default);

        var (after, tallies) = (Book(before.All.Select(o => new OfferOptions { Id = o.Id, Accounts = [.. o.Accounts], Reply = [.. o.Reply] }).Where(o => o.Id == "course")), Tallies());
        var restarted = new OwnWording(after, clock, tallies);
        Comment Said(string text) => new("r1", "v1", "somebody", text, clock.Now, "c1");
        Assert.False(restarted.IsOurs("shop", Said("多少钱一套的朋友私信领取价目表")));
        await tallies.KeepAll(after.All, default);

        Assert.True(restarted.IsOurs("shop", Said("多少钱一套的朋友私信领取价目表")));
        Assert.False(restarted.IsOurs("shop", Said("多少钱一套")));
        Assert.False(restarted.IsOurs("shop", Said("小明课程表发你私信啦，打开就能看到全部内容"))); // another account's offer
    }

    [Fact]
    public void What_was_sent_under_a_video_a_moment_ago_is_ours_in_any_spelling()
    {
        wording.Add("shop", "v1", "亲亲小明，今天的惊喜在私信里等你哦");
        Assert.True(IsOurs("亲亲小明 今天的惊喜在**里等你哦"));
        Assert.True(IsOurs("@小明 亲亲小明，今天的惊喜在私信里等…"));
        Assert.False(IsOurs("亲亲小明，今天的惊喜在私信里等你哦", video: "v2"));
        Assert.False(IsOurs("亲亲小明，今天的惊喜在私信里等你哦", parent: null)); // a reply is always an answer
        Assert.False(IsOurs("请问亲亲小明，今天的惊喜在私信里等你哦是什么"));
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.False(IsOurs("亲亲小明，今天的惊喜在私信里等你哦"));
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        for (var i = 0; i < 50_000; i++)
        {
            wording.Add("shop", $"v{i % 20_000}", $"第{i}句话是给第{i}个人的");
        }

        Assert.True(IsOurs("第49999句话是给第49999个人的", video: "v9999"));
    }
}
