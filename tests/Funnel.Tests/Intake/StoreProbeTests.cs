using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Recovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Intake;

/// <summary>Whether an empty store is a new shop's is found out before anybody is answered.</summary>
public sealed class StoreProbeTests
{
    private const int CallsPerMinute = 3;

    private readonly FakeVideo video = new(callsPerMinute: CallsPerMinute);

    public StoreProbeTests()
    {
        video.Options.Offers = [new() { Id = "guide", Reply = ["打开右上角私信点卡片领取资料"], Chat = ["点"], Welcome = ["你好"] }];
        video.OnList = () => Task.FromResult<Outcome<Page<Video>>>(new Page<Video>([new("v1", "title", null, video.Clock.Now, 1)], null));
        video.OnThread = id => new Page<Comment>([new("r" + id, "v1", "us", "打开右上角私信点卡片领取资料", video.Clock.Now, id)], null);
        video.Post(answers: 1);
        video.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Videos_that_could_not_be_listed_for_want_of_budget_do_not_pass_for_a_new_shops()
    {
        for (var i = 0; i < CallsPerMinute; i++)
        {
            Assert.True(await video.Budget.TrySpend(FakeVideo.Account, CallKind.ListVideos, default));
        }

        var facts = new AccountFacts(video.Rows, video.Clock, NullLogger<AccountFacts>.Instance);
        var catchUps = new CatchUps(video.Rows, facts, Microsoft.Extensions.Options.Options.Create(video.Options), video.Clock, NullLogger<CatchUps>.Instance);
        await catchUps.Begin(default);
        var poller = video.NewPoller(catchUps);
        await poller.Poll(default);
        Assert.Equal((true, false), (catchUps.IsProbing(FakeVideo.Account), catchUps.IsKnownLoss));

        video.Clock.Advance(TimeSpan.FromMinutes(1));
        await poller.Poll(default);
        Assert.Equal((false, true), (catchUps.IsProbing(FakeVideo.Account), catchUps.IsKnownLoss));
    }
}
