using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Privacy;
using Funnel.Review;
using Funnel.Storage;
using static Funnel.Tests.Privacy.ErasureShop;

namespace Funnel.Tests.Privacy;

public sealed class ErasureTests
{
    private readonly ErasureShop shop = new();

    [Fact]
    public async Task Nothing_that_is_stored_names_the_person_any_more()
    {
        await shop.Live();
        await shop.LeaveInQueues();
        var before = await shop.Everything();
        Assert.All(Traces.Where(t => t != LeadId.Of("studio", Somebody).ToString()), t => Assert.Contains(before, line => line.Contains(t, StringComparison.Ordinal)));

        await shop.EraseWholly();

        var after = await shop.Everything();
        Assert.All(Traces, trace => Assert.DoesNotContain(after, line => line.Contains(trace, StringComparison.Ordinal)));
        Assert.Contains(after, line => line.Contains("c-other-3", StringComparison.Ordinal)); // others stay
        Assert.Contains(after, line => line.StartsWith("queue followups", StringComparison.Ordinal) && line.Contains(LeadId.Of("shop", Other).ToString(), StringComparison.Ordinal));
        Assert.NotNull(await shop.Process.Leads.Find(LeadId.Of("shop", "wecom:wx-friend"), default));
        Assert.Empty((await shop.Process.Rebuild.Run(dryRun: true, null, default)).Found); // and counters are still what they are made of
    }

    [Theory]
    [InlineData("c-somebody", PersonKey.Comment)]
    [InlineData("wx-somebody", PersonKey.Contact)]
    [InlineData(Somebody, PersonKey.Person)]
    [InlineData(null, PersonKey.Lead)]
    [InlineData("c-somebody", PersonKey.Any)]
    public async Task A_person_is_found_by_each_of_their_ids(string? key, PersonKey by)
    {
        await shop.Live();
        var export = await shop.Process.Exports.Read(key ?? Id.ToString(), by, default);
        Assert.Equal(Somebody, Assert.Single(export!.Ids));
        Assert.Equal("wx-somebody", Assert.Single(export.Contacts));
        Assert.Contains(export.Pieces, p => p.Place == Tables.Leads && p.Data.ToString().Contains(Words, StringComparison.Ordinal));
        Assert.Contains(export.Pieces, p => p.Place == Tables.Lists && p.Key.StartsWith("review|", StringComparison.Ordinal));
        Assert.DoesNotContain(export.Pieces, p => p.Data.ToString().Contains(Other, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_found_by_what_is_nobodys()
    {
        await shop.Live();
        Assert.Null(await shop.Process.Exports.Read("stranger", PersonKey.Any, default));
        Assert.Null(await shop.Process.Exports.Read(new string('x', 5000), PersonKey.Any, default));
        Assert.Null(await shop.Erase("stranger"));
    }

    [Fact]
    public async Task What_comes_once_more_of_what_they_wrote_before_opens_nothing()
    {
        await shop.Live();
        var late = shop.Page(shop.Comment(Somebody, "c-somebody", Name));
        await shop.EraseWholly();

        await shop.Process.Triage.Handle(late, default);
        await shop.Work();

        Assert.Null(await shop.Process.Leads.Find(Id, default));
        Assert.Equal(1, shop.RepliesTo("c-somebody"));
    }

    [Fact]
    public async Task Who_comes_anew_is_a_new_person()
    {
        await shop.Live();
        await shop.EraseWholly();
        shop.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Triage(Somebody, "c-new", Name);
        await shop.Work();
        Assert.Equal((1, EffectStatus.Sent), (shop.RepliesTo("c-new"), (await shop.Process.Leads.Find(Id, default))!.Effects[0].Status));
    }

    [Fact]
    public async Task Who_comes_anew_while_the_last_look_is_due_is_not_taken_for_a_leftover()
    {
        await shop.Live();
        await shop.Erase();
        shop.World.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(ErasureState.Removed, (await shop.Erase())!.State);
        await shop.Triage(Somebody, "c-new", Name);
        await shop.Process.Lists.Flush(default);
        shop.World.Clock.Advance(TimeSpan.FromSeconds(130));
        await shop.Process.Forget();
        await shop.Work();
        Assert.Equal(1, shop.RepliesTo("c-new"));
        await shop.Process.Lists.Flush(default);
        Assert.Empty((await shop.Process.Rebuild.Run(dryRun: true, null, default)).Found);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_does_not_want_to_be_written_to_is_not_answered_anew(bool declined)
    {
        await shop.Live();
        if (declined)
        {
            await shop.Process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Decline(shop.World.Clock.Now, "退订")), default);
        }

        await shop.Erase(forGood: !declined);
        await shop.EraseOn();
        await shop.Triage(Somebody, "c-new", Name);
        await shop.Work();
        Assert.Equal(0, shop.RepliesTo("c-new"));
        Assert.DoesNotContain(await shop.Everything(), line => line.Contains(Somebody, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_erased_for_good_is_answered_again_once_an_operator_lifts_it(bool declined)
    {
        await shop.Live();
        if (declined)
        {
            await shop.Process.Refused.Set("shop", ErasureShop.Somebody, "lin", null, default);
        }

        await shop.Erase(forGood: true);
        await shop.EraseOn();
        await shop.Triage(ErasureShop.Somebody, "c-anew-1", ErasureShop.Name);
        Assert.Null(await shop.Process.Leads.Find(ErasureShop.Id, default));

        Assert.NotNull(await shop.Process.Refused.Lift("shop", ErasureShop.Somebody, "lin", null, default));
        Assert.Null(await shop.Process.Refused.Lift("shop", ErasureShop.Somebody, "lin", null, default));
        shop.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Triage(ErasureShop.Somebody, "c-anew-2", ErasureShop.Name);
        Assert.Equal(Exit.None, (await shop.Process.Leads.Find(ErasureShop.Id, default))!.Exit);

        // What they wrote before they were erased still opens nothing.
        var before = (await shop.Process.Leads.Find(ErasureShop.Id, default))!;
        await shop.Triage(ErasureShop.Somebody, "c-old", ErasureShop.Name, at: Simulation.World.Start);
        Assert.Equal(before.Asks.Length, (await shop.Process.Leads.Find(ErasureShop.Id, default))!.Asks.Length);
    }

    [Fact]
    public async Task What_is_wanted_is_not_sent_once_the_erasure_was_asked_for()
    {
        await shop.Triage(Somebody, "c-somebody", Name);
        await shop.Erase();
        await shop.Work();
        await shop.EraseOn();
        await shop.Work();
        Assert.Equal(0, shop.RepliesTo("c-somebody"));
    }

    [Fact]
    public async Task A_send_that_may_be_on_its_way_is_waited_for()
    {
        await shop.Triage(Somebody, "c-somebody", Name);
        var reply = (await shop.Process.Leads.Find(Id, default))!.Effects[0].Id;
        shop.World.Clock.Advance(TimeSpan.FromSeconds(10));
        await shop.Process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(shop.World.Clock.Now, reply, "attempt", "text", 0)), default);

        var waits = (await shop.Erase())!;
        Assert.Equal((ErasureState.Stopping, shop.World.Clock.Now.AddMinutes(1)), (waits.State, waits.GoesOnAt));
        shop.World.Clock.Advance(TimeSpan.FromSeconds(30));
        await shop.Process.Forget();
        Assert.NotNull(await shop.Process.Leads.Find(Id, default));
        shop.World.Clock.Advance(TimeSpan.FromSeconds(31));
        await shop.Process.Forget();
        Assert.Null(await shop.Process.Leads.Find(Id, default));

        // Its outcome comes late: nobody is there to write it down for, and nothing is sent again.
        var late = new LeadCommand.Settle(shop.World.Clock.Now, reply, "attempt", new SendReceipt("r"), shop.World.Options.Outreach.Rules);
        var settled = await shop.Process.Leads.Apply(Id, l => LeadDecider.Decide(l, late), default);
        Assert.NotNull(settled.Refusal);
        await shop.Work();
        Assert.Equal(0, shop.RepliesTo("c-somebody"));
    }

    [Fact]
    public async Task A_process_that_remembers_the_person_sends_nothing_after_the_rows_are_gone()
    {
        await shop.Triage(Somebody, "c-somebody", Name); // this process has the lead in its memory, and the message in its queue
        var late = shop.Process;
        shop.Restart();
        await shop.EraseWholly();
        await late.Handle(QueueNames.Replies, new WorkMessage(Id, Effect.ReplyId("material")).ToJson());
        Assert.Equal(0, shop.RepliesTo("c-somebody"));
        Assert.Null(await shop.Process.Leads.Find(Id, default));
    }

    [Fact]
    public async Task A_line_that_a_late_process_puts_back_goes_with_the_last_look()
    {
        await shop.Live();
        var day = ListPartitions.Of((await shop.Process.Leads.Find(Id, default))!);
        var line = (await shop.World.Rows.Find(Tables.Lists, day, Id.ToString(), default))!;
        await shop.Erase();
        await shop.Process.Lists.Flush(default);
        var counter = (await shop.World.Rows.Find(Tables.Lists, day, "#shop-v1", default))!;
        shop.World.Clock.Advance(TimeSpan.FromSeconds(20));
        await shop.Process.Forget();
        var counted = VideoCounter.Parse((await shop.World.Rows.Find(Tables.Lists, day, "#shop-v1", default))!.Payload);
        Assert.Equal(counter.Payload, counted.ToJson());
        var again = counted.Add(DayPage.ReadLine(line));
        await shop.World.Rows.Commit(Tables.Lists, day, [new RowChange.Put(line), new RowChange.Put(DayPage.ToRow(day, "shop-v1", again))], default);

        await shop.EraseOn();
        Assert.Null(await shop.World.Rows.Find(Tables.Lists, day, Id.ToString(), default));
        Assert.Equal(counter.Payload, (await shop.World.Rows.Find(Tables.Lists, day, "#shop-v1", default))!.Payload);
    }

    [Fact]
    public async Task Another_process_goes_on_with_what_a_crash_left()
    {
        await shop.Live();
        await shop.LeaveInQueues();
        await shop.Erase();
        await shop.Process.Leads.Remove(Id, _ => true, default); // it died in the middle
        shop.Restart();
        await shop.EraseOn();
        Assert.All(Traces, trace => Assert.DoesNotContain(shop.Everything().Result, line => line.Contains(trace, StringComparison.Ordinal)));
        Assert.Equal(ErasureState.Finished, (await shop.Erase())!.State); // asked for again: it is through
    }

    [Fact]
    public async Task An_operator_who_decides_late_on_a_comment_opens_nothing()
    {
        await shop.Live();
        var item = (await shop.Process.Reviews.List("shop", 10, default)).Single(i => i.Comment.PersonId == Somebody);
        await shop.EraseWholly();
        Assert.Equal(ReviewResult.NotThere, await shop.Process.Reviews.Decide("shop", item.Id, true, "material", "lin", default));
        Assert.Null(await shop.Process.Leads.Find(Id, default));
    }
}
