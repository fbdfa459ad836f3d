using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Recovery;
using Funnel.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Intake;

/// <summary>Who asked in an answer to somebody else's comment is found again after a loss.</summary>
public sealed class ThreadReaderTests : IStoreHistory
{
    private readonly FakeVideo video = new(callsPerMinute: 3);

    public StoreLoss? Loss => new(LossKind.Replaced, video.Clock.Now, video.Clock.Now);

    [Fact]
    public async Task Answers_of_strangers_are_read_again_after_a_loss_and_no_comment_is_taken_twice()
    {
        for (var i = 0; i < 5; i++)
        {
            video.Post(answers: i == 2 ? 0 : 1);
        }

        var threads = new List<string>();
        video.OnThread = id =>
        {
            threads.Add(id);
            return new Page<Comment>([new("a" + id, "v1", "stranger of " + id, "怎么买", video.Clock.Now, id), new("r" + id, "v1", "us", "已发", video.Clock.Now, id)], null);
        };
        video.OnList = () => Task.FromResult<Outcome<Page<Video>>>(new Page<Video>([new("v1", "title", null, video.Clock.Now, 9)], null));
        var facts = new AccountFacts(video.Rows, video.Clock, NullLogger<AccountFacts>.Instance);
        var catchUps = new CatchUps(video.Rows, facts, Microsoft.Extensions.Options.Options.Create(video.Options), video.Clock, NullLogger<CatchUps>.Instance, this);
        await catchUps.Begin(default);
        var poller = video.NewPoller(catchUps);

        await poller.Poll(default);
        Assert.Equal(["c1", "c2", "c3", "c4", "c5"], await Taken()); // nobody waits for the threads
        for (var i = 0; i < 13; i++)
        {
            video.Clock.Advance(TimeSpan.FromMinutes(1));
            await poller.Poll(default);
        }

        Assert.Equal(["ac1", "ac2", "ac4", "ac5", "c1", "c2", "c3", "c4", "c5"], await Taken());
        Assert.Equal(["c1", "c2", "c4", "c5"], threads.Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> Taken()
    {
        var pages = (await new VideoStore(video.Rows).Load(FakeVideo.Account, default)).Pages;
        return [.. pages.SelectMany(p => CommentsMessage.Parse(p.Message).Comments).Select(c => c.Id).Order(StringComparer.Ordinal)];
    }
}
