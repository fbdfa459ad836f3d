using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;

namespace Funnel.Tests.Replay;

/// <summary>Who is meant by a selection.</summary>
public sealed class ReplaySelectionTests
{
    private readonly ReplayShop shop = new();

    [Theory]
    [InlineData("""{"reason":"offer-removed"}""", 2, 3)]
    [InlineData("""{"reason":["offer-removed","work-failed"],"account":"shop"}""", 0, 1, 2, 3)]
    [InlineData("""{"account":"shop","comment":["c1","c3"]}""", 1, 3)]
    [InlineData("""{"account":"shop","comment":["c1","c3"],"reason":"offer-removed"}""", 3)]
    [InlineData("""{"from":"2026-03-02T00:50:00Z"}""", 2, 3)]
    [InlineData("""{"to":"2026-03-02T08:50:00+08:00"}""", 0, 1)]
    [InlineData("""{"from":"2026-03-01T23:50:00Z","to":"2026-03-01T23:50:01Z"}""", 0, 1)]
    [InlineData("""{"stage":"inquired"}""", 0, 1, 2, 3)]
    [InlineData("""{"stage":["Replied","Served"]}""")]
    public async Task All_conditions_hold_for_those_who_are_selected(string selection, params int[] people)
    {
        await shop.Park(2);
        shop.World.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Park(2, Reason.OfferRemoved("material"), from: 2);
        var told = await shop.Process.RunReplay($$"""{"selection":{{selection}}}""");
        Assert.Equal(people.Select(ReplayShop.Id).ToHashSet(), told.Where(i => i.Outcome == ReplayOutcome.Send).Select(i => i.Lead!.Value).ToHashSet());
        Assert.All(told, i => Assert.True(i.Outcome == ReplayOutcome.Send || i.Why == Reason.CommentNotParked("c1")));
    }

    [Fact]
    public async Task Whoever_is_named_is_told_of_whatever_there_is_to_tell()
    {
        await shop.Park(1);
        await shop.Ask(1);
        var told = await shop.Process.RunReplay($$"""{"selection":{"lead":["{{ReplayShop.Id(0)}}","{{ReplayShop.Id(1)}}","{{ReplayShop.Id(2)}}"]} }""");
        Assert.Equal([(ReplayOutcome.Send, Reason.SendsAgain), (ReplayOutcome.Refused, Reason.NothingSelected), (ReplayOutcome.NotFound, Reason.NoLead)], told.Select(i => (i.Outcome, i.Why)));
        told = await shop.Process.RunReplay($$"""{"selection":{"lead":"{{ReplayShop.Id(1)}}"},"step":"reply"}""");
        Assert.Equal([Reason.NotParked(ReplayShop.ReplyId, EffectStatus.Wanted)], told.Select(i => i.Why));
        told = await shop.Process.RunReplay("""{"selection":{"account":"shop","comment":["c0","c1","c9"]}}""");
        Assert.Equal([Reason.SendsAgain, Reason.CommentNotParked("c1"), Reason.CommentNotParked("c9")], told.Select(i => i.Why));
    }

    [Theory]
    [InlineData("\"reply\"", 2)]
    [InlineData("\"reply:material\"", 2)]
    [InlineData("\"reply:other\"", 0)]
    [InlineData("\"invite\"", 0)]
    [InlineData("[\"invite\",\"reply\"]", 2)]
    public async Task Only_the_steps_that_are_named_are_run_again(string step, int told)
    {
        await shop.Park(2);
        Assert.Equal(told, (await shop.Process.RunReplay($$"""{"selection":{"account":"shop"},"step":{{step}}}""")).Count);
    }
}
