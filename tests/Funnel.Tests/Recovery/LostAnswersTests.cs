using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Recovery;
using Funnel.Tests.Outreach;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Recovery;

/// <summary>Looking for answers of which nothing is stored, while the budget of reads is short.</summary>
public sealed class LostAnswersTests : ReplyBench
{
    private static readonly CatchUp Gap = new(CatchUpCause.Gap, null, World.Start.AddMinutes(1), World.Start.AddMinutes(1)) { Number = 1 };

    [Fact]
    public async Task Where_nobody_looked_nothing_is_absent()
    {
        await Ask();
        world.Options.Intake.CallsPerMinute = 1;
        await Spend();
        var found = await Look();
        Assert.Equal((ReadBackResult.NotYet, Reason.ReadBudgetSpent), (found.Result, found.Why));
        Assert.True(found.Wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task Who_asked_more_often_than_there_are_reads_in_a_minute_is_looked_for_all_the_same()
    {
        await Ask();
        foreach (var n in new[] { 2, 3 })
        {
            var again = new Comment($"c{n}", "shop-v1", "person", "求资料", world.Clock.Now);
            world.Platform.Comments.Add(new(again, "shop"));
            await process.Triage.Handle(new("shop", $"0123456789a{n}", [again]), default);
        }

        Assert.Equal(3, (await Lead()).Asks.Length);
        world.Options.Intake.CallsPerMinute = 1;
        Assert.Equal(ReadBackResult.Absent, (await Look()).Result);
    }

    private async Task<Finding> Look()
    {
        var lead = await Lead();
        var effect = lead.Find(ReplyId)! with { Assumed = Gap, AttemptedAt = World.Start, AttemptId = "assumed" };
        return await new LostAnswers(process.Get<ReplyReadBack>(), process.Get<CatchUps>()).Look(lead, effect, _ => true, [(0, "求资料的朋友点头像进来聊：material")], default);
    }

    private async Task Spend()
    {
        while (await process.Get<CallBudget>().TrySpend("shop", CallKind.ListReplies, default))
        {
        }
    }
}
