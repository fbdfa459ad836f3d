using Funnel.Recovery;
using Funnel.Storage;

namespace Funnel.Tests.Recovery;

/// <summary>What a start makes of what is stored, and of what is not.</summary>
public sealed class StoreStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Alive = Now.AddMinutes(-2);

    [Fact]
    public void An_empty_store_may_have_lost_everything_that_happened_before_now() =>
        Assert.Equal(new CatchUp(CatchUpCause.New, null, Now, Now) { Number = 1 }, StoreState.AtStart(null, isUsed: false, null, null, Now).Lost);

    [Fact]
    public void A_store_of_an_earlier_version_has_lost_nothing() => Assert.Equal(StoreState.Nothing, StoreState.AtStart(null, isUsed: true, null, Now.AddSeconds(-90), Now));

    [Fact]
    public void A_short_stop_changes_nothing()
    {
        var known = StoreState.AtStart(null, isUsed: false, null, null, Now);
        Assert.Equal(known, StoreState.AtStart(known, isUsed: true, null, Now.AddMinutes(10), Now.AddMinutes(12)));
    }

    [Theory]
    [InlineData(LossKind.Behind, CatchUpCause.Behind)]
    [InlineData(LossKind.Replaced, CatchUpCause.Replaced)]
    public void What_came_after_the_lost_store_was_last_alive_is_certainly_not_answered(LossKind kind, CatchUpCause cause)
    {
        var lost = StoreState.AtStart(null, isUsed: false, new(kind, Now, Alive), null, Now).Lost!;
        Assert.Equal((cause, Alive.AddSeconds(5), Now), (lost.Cause, lost.Until, lost.FoundAt));
        Assert.True(lost.Concerns(Alive));
        Assert.False(lost.Concerns(Alive.AddSeconds(6)));
    }

    [Fact]
    public void Where_nobody_can_tell_how_long_the_lost_one_lived_it_lived_until_now() =>
        Assert.Equal(Now, StoreState.AtStart(null, isUsed: true, new(LossKind.Copied, Now, null), null, Now).Lost?.Until);

    [Fact]
    public void A_loss_begins_one_catch_up_and_the_next_loss_another()
    {
        var loss = new StoreLoss(LossKind.Behind, Now, Alive);
        var first = StoreState.AtStart(null, isUsed: true, loss, null, Now) with { Read = ["shop"], HasFound = true, Looked = 7 };
        Assert.Equal(first, StoreState.AtStart(first, isUsed: true, loss, null, Now.AddMinutes(1)));

        var second = StoreState.AtStart(first, isUsed: true, loss with { FoundAt = Now.AddHours(1) }, null, Now.AddHours(1));
        Assert.Equal((Now.AddHours(1), false, 0L), (second.Lost!.FoundAt, second.HasFound, second.Looked));
        Assert.Empty(second.Read);
    }

    [Fact]
    public void Which_catch_up_came_first_is_known_whatever_the_clock_was_set_to()
    {
        var first = StoreState.AtStart(null, isUsed: false, null, null, Now);
        var second = StoreState.AtStart(first, isUsed: true, null, Now.AddHours(-3), Now.AddHours(-2));
        Assert.Equal((1, 2, 2), (second.Lost!.Number, second.Gap!.Number, second.Found));
        Assert.True(second.Gap.IsNotBefore(second.Lost));
        Assert.False(second.Lost.IsNotBefore(second.Gap));

        var third = StoreState.AtStart(second, isUsed: true, new(LossKind.Behind, Now.AddHours(-3), Now.AddHours(-9)), null, Now.AddHours(-3));
        Assert.Equal((3, 4), (third.Lost!.Number, third.Gap!.Number));
    }

    [Fact]
    public void A_gap_concerns_what_came_while_nobody_was_there_and_just_before()
    {
        var gap = StoreState.AtStart(StoreState.Nothing, isUsed: true, null, Now.AddHours(-1), Now).Gap!;
        Assert.Equal((CatchUpCause.Gap, false), (gap.Cause, gap.IsLoss));
        Assert.True(gap.Concerns(Now.AddMinutes(-60.5)));
        Assert.False(gap.Concerns(Now.AddMinutes(-62)));
        Assert.False(gap.Concerns(Now));
    }

    [Fact]
    public void A_beat_in_the_future_is_no_gap() => Assert.Null(StoreState.AtStart(StoreState.Nothing, isUsed: true, null, Now.AddHours(1), Now).Gap);
}
