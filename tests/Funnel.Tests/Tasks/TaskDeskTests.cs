using Funnel.Audit;
using Funnel.Claims;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Tasks;
using Funnel.Tests.Replay;
using Funnel.Triage;

namespace Funnel.Tests.Tasks;

/// <summary>What operators decide about what waits for them.</summary>
public sealed class TaskDeskTests
{
    private readonly TaskShop shop = new();

    [Theory]
    [InlineData(TaskAction.Done, EffectStatus.Sent, "step-done-by-hand")]
    [InlineData(TaskAction.NotPossible, EffectStatus.Dropped, "step-not-possible")]
    [InlineData(TaskAction.GiveUp, EffectStatus.Dropped, "step-given-up")]
    [InlineData(TaskAction.NotAnInquiry, EffectStatus.Dropped, "step-not-an-inquiry")]
    [InlineData(TaskAction.RunAgain, EffectStatus.Wanted, "step-replayed")]
    public async Task A_decision_moves_the_lead_and_is_audited(TaskAction action, EffectStatus becomes, string audited)
    {
        var id = await shop.Refused("p1");
        Assert.Null((await shop.Decide(id, action)).Refusal);
        Assert.Equal(becomes, (await shop.Find(id)).Status);
        Assert.Empty((await shop.Page()).Tasks);
        var line = (await shop.Process.Get<AuditLog>().Read(new(shop.Now.AddDays(-1), shop.Now.AddDays(1)), null, 10, default)).Lines.First(l => l.What == audited);
        Assert.Equal(("lin", $"lead/{id.Lead}", id.Effect), (line.By, line.On, line.Before));
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_exactly_one_wins_and_the_other_hears_who_and_when()
    {
        for (var i = 0; i < 20; i++)
        {
            var id = await shop.Refused($"p{i}");
            var both = await Task.WhenAll(
                Task.Run(() => shop.Decide(id, TaskAction.Done, "lin")),
                Task.Run(() => shop.Decide(id, TaskAction.NotPossible, "chen")));
            var (won, lost) = both[0].Refusal is null ? ("lin", both[1]) : ("chen", both[0]);
            Assert.Single(both, r => r.Refusal is null);
            var effect = await shop.Find(id);
            Assert.Equal((won, won == "lin" ? EffectStatus.Sent : EffectStatus.Dropped), (effect.Hand!.By, effect.Status));
            Assert.Equal(Reason.TaskDecided(id.Effect, effect.Status, won, effect.Hand.At), lost.Refusal);
        }
    }

    [Fact]
    public async Task The_same_word_by_the_same_person_again_changes_nothing()
    {
        var id = await shop.Refused("p1");
        await shop.Decide(id, TaskAction.Done);
        var entries = (await shop.Process.Leads.Find(id.Lead, default))!.Entries;
        Assert.Equal(TaskOutcome.Done, (await shop.Decide(id, TaskAction.Done)).Outcome);
        Assert.Equal(entries, (await shop.Process.Leads.Find(id.Lead, default))!.Entries);
        Assert.Equal("task-decided", (await shop.Decide(id, TaskAction.NotPossible)).Refusal!.Code);
    }

    [Fact]
    public async Task What_somebody_is_on_is_theirs_until_that_ends()
    {
        var id = await shop.Refused("p1");
        var taken = await shop.Decide(id, TaskAction.Take, "chen");
        Assert.Equal(shop.Now + TaskNotes.Held, taken.Until);
        Assert.Equal(Reason.TaskTaken("chen", taken.Until!.Value), (await shop.Decide(id, TaskAction.Done, "lin")).Refusal);
        Assert.Equal("task-taken", (await shop.Decide(id, TaskAction.Take, "lin")).Refusal!.Code);
        Assert.Equal("task-taken", (await shop.Decide(id, TaskAction.RunAgain, "lin")).Refusal!.Code);
        var replayed = Assert.Single(await shop.Process.RunReplay("""{"selection":{"account":"shop"},"dryRun":false}""", "script"));
        Assert.Equal((ReplayOutcome.Refused, "task-taken"), (replayed.Outcome, replayed.Why.Code));

        shop.World.Clock.Advance(TaskNotes.Held);
        Assert.Null((await shop.Decide(id, TaskAction.Done, "lin")).Refusal);
    }

    [Fact]
    public async Task Of_two_who_take_it_at_once_one_has_it()
    {
        var id = await shop.Refused("p1");
        var both = await Task.WhenAll(Task.Run(() => shop.Decide(id, TaskAction.Take, "lin")), Task.Run(() => shop.Decide(id, TaskAction.Take, "chen")));
        Assert.Single(both, r => r.Refusal is null);
    }

    [Fact]
    public async Task Put_off_it_is_out_of_sight_until_then()
    {
        var id = await shop.Refused("p1");
        Assert.Equal(shop.Now.AddHours(1), (await shop.Decide(id, TaskAction.PutOffHour)).Until);
        var page = await shop.Page();
        Assert.Equal((0, 0, 1), (page.Tasks.Count, page.Found, page.PutOff));
        Assert.Equal(id, Assert.Single((await shop.Page(new() { PutOff = true })).Tasks).Line.Id);
        shop.World.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single((await shop.Page()).Tasks);
    }

    [Theory]
    [InlineData(8, 33)] // at eight: tomorrow at nine
    [InlineData(23, 33)]
    [InlineData(2, 9)] // at night: when people begin to work
    public void Morning_is_nine_oclock_where_the_merchant_is(int hour, int expected)
    {
        var day = new DateTimeOffset(2026, 3, 14, 0, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(day.AddHours(expected), Morning.After(day.AddHours(hour).ToUniversalTime(), TimeSpan.FromHours(8)));
    }

    [Theory]
    [InlineData(TaskAction.Done)]
    [InlineData(TaskAction.NotPossible)]
    public async Task A_mistake_is_put_back_for_a_while(TaskAction action)
    {
        var id = await shop.Refused("p1");
        var before = (await shop.Process.Leads.Find(id.Lead, default))!;
        await shop.Decide(id, action);
        Assert.Equal(TaskOutcome.PutBack, (await shop.Decide(id, TaskAction.PutBack, "chen")).Outcome);
        var after = (await shop.Process.Leads.Find(id.Lead, default))!;
        Assert.Equal((before.Stage, before.Find(id.Effect)), (after.Stage, after.Find(id.Effect)));
        Assert.Equal(id, Assert.Single((await shop.Page()).Tasks).Line.Id);
        Assert.Equal((LeadEventKind.Parked, "chen", Reason.PutBack), (await shop.Process.Leads.Journal(id.Lead, default))[^1] is var e ? (e.Kind, e.By, e.Reason) : default);

        await shop.Decide(id, action);
        shop.World.Clock.Advance(HandDecision.TakenBackWithin + TimeSpan.FromSeconds(1));
        Assert.Equal("too-late-to-put-back", (await shop.Decide(id, TaskAction.PutBack)).Refusal!.Code);
    }

    [Fact]
    public async Task What_the_machine_sent_is_not_put_back()
    {
        var id = await shop.Refused("p1");
        await shop.Apply(id, new LeadCommand.DoneByHand(shop.Now, id.Effect));
        shop.World.Clock.Advance(TimeSpan.FromSeconds(1));
        await shop.Apply(id, new LeadCommand.ReplySeen(shop.Now, id.Effect, true));
        Assert.Equal("nothing-to-put-back", (await shop.Decide(id, TaskAction.PutBack)).Refusal!.Code);
    }

    [Fact]
    public async Task No_inquiry_drops_what_is_wanted_teaches_and_is_taken_back_whole()
    {
        var id = await shop.Refused("p1", text: "求资料链接");
        var invite = await shop.Invited(id.Lead);
        var before = (await Learned()).ToJson();
        Assert.Null((await shop.Decide(id, TaskAction.NotAnInquiry)).Refusal);
        Assert.Equal((EffectStatus.Dropped, EffectStatus.Dropped), ((await shop.Find(id)).Status, (await shop.Find(invite)).Status));
        Assert.Equal(1, (await Learned()).Count);
        Assert.False(Assert.Single(await shop.Process.Get<ReviewDesk>().Decisions("shop", default)).Inquiry);

        Assert.Null((await shop.Decide(id, TaskAction.PutBack)).Refusal);
        Assert.Equal((EffectStatus.Parked, EffectStatus.Parked), ((await shop.Find(id)).Status, (await shop.Find(invite)).Status));
        Assert.Equal(before, (await Learned()).ToJson());
        Assert.Empty(await shop.Process.Get<ReviewDesk>().Decisions("shop", default));
    }

    [Fact]
    public async Task Who_asks_again_after_no_inquiry_is_answered()
    {
        var id = new TaskId(LeadId.Of("shop", "p1"), TaskShop.Reply);
        await shop.Refused("p1");
        await shop.Decide(id, TaskAction.NotAnInquiry);
        var lead = (await shop.Process.Leads.Find(id.Lead, default))!;
        await shop.Apply(id, new LeadCommand.Inquire(shop.Now, "shop", "p1", null, lead.Asks[0] with { CommentId = "c2", At = shop.Now }));
        Assert.Equal(EffectStatus.Wanted, (await shop.Find(id)).Status);
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_is_not_decided()
    {
        var id = await shop.Refused("p1");
        var seen = Assert.Single((await shop.Page()).Tasks).Seen;
        await shop.Decide(id, TaskAction.RunAgain, "chen");
        await shop.Apply(id, new LeadCommand.Park(shop.Now, id.Effect, Reason.WorkFailed));
        Assert.Equal(Reason.TaskChanged(id.Effect), (await shop.Decide(id, TaskAction.Done, seen: seen)).Refusal);
        Assert.Equal(EffectStatus.Parked, (await shop.Find(id)).Status);
    }

    [Fact]
    public async Task What_is_nobodys_task_is_not_there()
    {
        Assert.Equal(TaskOutcome.NotThere, (await shop.Decide(new(LeadId.Of("shop", "x"), "reply:material"), TaskAction.Done)).Outcome);
        var id = await shop.Refused("p1");
        Assert.Equal(TaskOutcome.NotThere, (await shop.Decide(id with { Effect = "nothing" }, TaskAction.Take)).Outcome);
    }

    private async Task<AccountCorrection> Learned()
    {
        shop.World.Clock.Advance(TimeSpan.FromSeconds(10)); // it is remembered for a few
        return await shop.Process.Get<Corrections>().Of("shop", default);
    }
}
