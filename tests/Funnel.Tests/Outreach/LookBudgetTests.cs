using Funnel.Storage;
using Funnel.Tests.Replay;

namespace Funnel.Tests.Outreach;

/// <summary>Looks for our own replies keep the read budget, and none is given up for it.</summary>
public sealed class LookBudgetTests
{
    private const int People = 40;
    private readonly ReplayShop shop = new();

    [Fact]
    public async Task A_crowd_of_confirmations_keeps_to_the_budget_of_each_minute_and_ends()
    {
        shop.World.Options.Intake.CallsPerMinute = 10;
        for (var person = 0; person < People; person++)
        {
            await shop.Ask(person);
        }

        await shop.Work(QueueNames.Replies);
        Assert.Equal(People, shop.Replies.Count());
        var minutes = 0;
        for (; minutes < 60 && !await AllSeen(); minutes++)
        {
            shop.World.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.Work(QueueNames.FollowUps);
        }

        Assert.True(await AllSeen());
        Assert.InRange(minutes, People / 10, 30);
        Assert.DoesNotContain(shop.World.Protocol.Broken(), b => b.Contains("calls", StringComparison.Ordinal)); // counts those of each minute
    }

    private async Task<bool> AllSeen()
    {
        for (var person = 0; person < People; person++)
        {
            if ((await shop.Effect(person)).Visible is null)
            {
                return false;
            }
        }

        return true;
    }
}
