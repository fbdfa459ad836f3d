using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;

namespace Funnel.Tests.Replay;

/// <summary>Replays of many: what they say, what they do, and that each does it once whatever comes twice, late or never.</summary>
public sealed class ReplaysTests
{
    private readonly ReplayShop shop = new();

    [Fact]
    public async Task The_real_run_does_what_the_dry_run_said_item_by_item_and_leaves_nobody_wanted()
    {
        await shop.Park(20);
        await shop.Park(2, Reason.OfferRemoved("material"), from: 20);
        await shop.Apply(20, new LeadCommand.Decline(shop.World.Clock.Now, "不要了"));
        var said = await shop.Process.RunReplay(ReplayShop.DryRun);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 22).Select(i => shop.Effect(i))), e => Assert.Equal(EffectStatus.Parked, e.Status));
        Assert.Equal(0, await shop.World.Queues.Count(QueueNames.Replies, default));

        await shop.Ask(100); // somebody is answered in between, which changes whose turn which wording is
        await shop.Work(QueueNames.Replies);
        var done = await shop.Process.RunReplay(ReplayShop.Everybody);
        Assert.Equal(Told(said), Told(done));
        Assert.Equal((21, 1), (done.Count(i => i.Outcome == ReplayOutcome.Send), done.Count(i => i.Why == Reason.PersonDeclined)));

        await shop.Work(QueueNames.Replies);
        foreach (var item in done.Where(i => i.Outcome == ReplayOutcome.Send))
        {
            var effect = (await shop.Process.Leads.Find(item.Lead!.Value, default))!.Find(item.Effect!)!;
            Assert.Equal((EffectStatus.Sent, item.Text), (effect.Status, effect.Text));
            Assert.Equal(item.Text, Assert.Single(shop.World.Platform.Find(effect.CommentId!)!.Replies).Text);
        }

        Assert.Equal(2, done.Where(i => i.Text is not null).Select(i => i.Text!.Contains("私信领取", StringComparison.Ordinal)).Distinct().Count()); // both wordings are used
    }

    [Fact]
    public async Task What_is_asked_for_twice_with_one_key_is_one_replay_and_another_body_is_refused()
    {
        await shop.Park(4);
        var first = await shop.Process.Begin(ReplayShop.Everybody, key: "monday");
        await shop.Process.WorkOn(first);
        await shop.Work(QueueNames.Replies);
        var before = await shop.Find(first);
        var leads = await Task.WhenAll(Enumerable.Range(0, 4).Select(shop.Lead));

        Assert.Equal(first, await shop.Process.Begin("""{ "dryRun": false, "selection": {"account": ["shop"]} }""", key: "monday"));
        Assert.Equal(before, await shop.Find(first) with { Counters = before.Counters, Request = before.Request });
        Assert.Equal(leads.Select(l => l.Entries), (await Task.WhenAll(Enumerable.Range(0, 4).Select(shop.Lead))).Select(l => l.Entries));
        Assert.Equal(4, shop.Replies.Count());

        var refused = Assert.IsType<Microsoft.AspNetCore.Mvc.ContentResult>(await shop.Process.StartReplay(ReplayShop.DryRun, key: "monday"));
        Assert.Equal(409, refused.StatusCode);
        Assert.Contains("\"code\":\"key-reused\"", refused.Content, StringComparison.Ordinal);
        Assert.NotEqual(first, await shop.Process.Begin(ReplayShop.Everybody));
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_late_does_nothing()
    {
        await shop.Park(7);
        var id = await shop.Process.Begin(ReplayShop.Everybody);
        await shop.Process.Slices.Handle(new(id, 0), default);
        var (head, told) = (await shop.Find(id), await shop.Process.Told(id));
        Assert.Equal((1, 3), (head.Slice, head.Counters.Selected));
        await shop.Process.Slices.Handle(new(id, 0), default);
        await shop.Process.Slices.Handle(new(id, 7), default);
        await shop.Process.Slices.Handle(new("0123456789abcdef01234567", 0), default);
        Assert.Equal(told, await shop.Process.Told(id));
        await shop.Process.WorkOn(id);
        Assert.Equal(7, (await shop.Process.Told(id)).Count);
    }

    [Fact]
    public async Task After_a_crash_in_the_middle_of_a_slice_all_is_told_and_nothing_is_done_twice()
    {
        await shop.Park(3);
        var id = await shop.Process.Begin(ReplayShop.Everybody);
        var store = new ReplayStore(shop.World.Rows);
        var read = (await store.Find(id, default))!;
        List<LeadId> people = [.. Enumerable.Range(0, 3).Select(ReplayShop.Id)];
        await store.Write(read, read.Head with { State = ReplayState.Running, Plan = new(people, null, 3) }, [], default);

        // One was run again, and sent, before the process died; the list does not name that person any more.
        await shop.Process.Get<ParkedWork>().Replay(people[1], ReplayShop.ReplyId, new(id, "script"), default);
        await shop.Work(QueueNames.Replies);
        await shop.Process.Lists.Flush(default);
        shop.Restart();

        await shop.Process.WorkOn(id);
        await shop.Work(QueueNames.Replies);
        var told = await shop.Process.Told(id);
        Assert.All(told, i => Assert.Equal(ReplayOutcome.Send, i.Outcome));
        Assert.Equal(people, told.Select(i => i.Lead!.Value));
        Assert.Equal(3, shop.Replies.Count());
    }

    [Fact]
    public async Task A_replay_whose_process_was_killed_goes_on_within_two_minutes()
    {
        await shop.Park(5);
        var id = await shop.Process.Begin(ReplayShop.Everybody);
        await shop.Process.Slices.Handle(new(id, 0), default);
        await shop.Drop(QueueNames.Replays);
        shop.Restart();
        await shop.Process.Reconcile();
        Assert.Equal(0, await shop.World.Queues.Count(QueueNames.Replays, default)); // it may be at work still

        shop.World.Clock.Advance(TimeSpan.FromSeconds(61));
        await shop.Process.Reconcile();
        await shop.Work(QueueNames.Replays);
        Assert.Equal((ReplayState.Done, 5), ((await shop.Find(id)).State, (await shop.Find(id)).Counters.Send));
        shop.World.Clock.Advance(TimeSpan.FromSeconds(61));
        await shop.Process.Reconcile();
        Assert.Equal(0, await shop.World.Queues.Count(QueueNames.Replays, default));
    }

    [Fact]
    public async Task What_was_not_begun_when_it_is_cancelled_is_not_begun()
    {
        await shop.Park(7);
        var id = await shop.Process.Begin(ReplayShop.Everybody);
        await shop.Process.Slices.Handle(new(id, 0), default);
        Assert.Equal(ReplayState.Cancelled, (await shop.Process.Replays.Cancel(id, default))!.State);
        await shop.Work(QueueNames.Replays);
        Assert.Equal((3, ReplayState.Cancelled), ((await shop.Find(id)).Counters.Send, (await shop.Find(id)).State));
        Assert.Equal(4, (await Task.WhenAll(Enumerable.Range(0, 7).Select(i => shop.Effect(i)))).Count(e => e.Status == EffectStatus.Parked));
        Assert.Equal(ReplayState.Cancelled, (await shop.Process.Replays.Cancel(id, default))!.State);
    }

    [Fact]
    public async Task A_slice_that_fails_its_last_try_fails_its_replay_and_no_other_slice_does()
    {
        await shop.Park(4);
        var id = await shop.Process.Begin(ReplayShop.Everybody);
        await shop.World.Queues.Enqueue(QueueNames.Poison(QueueNames.Replays), new ReplayMessage(id, 7).ToJson(), TimeSpan.Zero, default);
        await shop.Process.Reconcile();
        Assert.Equal(ReplayState.Queued, (await shop.Find(id)).State);
        await shop.World.Queues.Enqueue(QueueNames.Poison(QueueNames.Replays), new ReplayMessage(id, 0).ToJson(), TimeSpan.Zero, default);
        await shop.Process.Reconcile();
        Assert.Equal((ReplayState.Failed, Reason.WorkFailed), ((await shop.Find(id)).State, (await shop.Find(id)).Why));
        await shop.Work(QueueNames.Replays);
        Assert.Empty(await shop.Process.Told(id));
        Assert.Equal(0, await shop.World.Queues.Count(QueueNames.Poison(QueueNames.Replays), default));
    }

    [Fact]
    public async Task Replays_are_listed_with_the_newest_first_and_forgotten_after_thirty_days()
    {
        await shop.Park(1);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Insert(0, await shop.Process.Begin(ReplayShop.DryRun, key: $"key {i}"));
            await shop.Process.WorkOn(ids[0]);
            shop.World.Clock.Advance(TimeSpan.FromDays(10));
        }

        Assert.Equal(ids, (await shop.Process.Replays.Recent(null, 10, default)).Select(r => r.Id));
        Assert.Equal(ids[1..], (await shop.Process.Replays.Recent(ids[0], 10, default)).Select(r => r.Id));
        shop.World.Clock.Advance(TimeSpan.FromDays(1));
        shop.Restart();
        await shop.Process.Reconcile();
        Assert.Equal(ids[..2], (await shop.Process.Replays.Recent(null, 10, default)).Select(r => r.Id));
        Assert.Empty((await shop.World.Rows.Query(Tables.Replays, ids[2], KeyRange.All, 10, null, default)).Rows);
        Assert.NotEqual(ids[2], await shop.Process.Begin(ReplayShop.DryRun, key: "key 0"));
    }

    private static IEnumerable<(LeadId?, string?, ReplayOutcome, Reason, string?)> Told(IEnumerable<ReplayItem> items) => items.Select(i => (i.Lead, i.Effect, i.Outcome, i.Why, i.Text));
}
