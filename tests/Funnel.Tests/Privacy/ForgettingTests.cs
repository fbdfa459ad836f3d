using Funnel.Leads;
using Funnel.Privacy;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;
using static Funnel.Tests.Privacy.ErasureShop;

namespace Funnel.Tests.Privacy;

public sealed class ForgettingTests
{
    private readonly ErasureShop shop = new();

    private KeepOptions Keep => shop.World.Options.Keep;

    [Fact]
    public async Task Who_is_over_their_time_is_forgotten_and_counted_on()
    {
        await shop.Live();
        var day = DateOnly.FromDateTime(shop.World.Clock.Now.UtcDateTime);
        var before = await shop.Process.Funnel.Read(day, day, default);
        Assert.Equal(2, before.Inquiries);

        await Pass(Keep.Leads - TimeSpan.FromDays(1));
        Assert.NotNull(await shop.Process.Leads.Find(Id, default));

        await Pass(TimeSpan.FromDays(2));
        var after = await shop.Everything();
        Assert.All(Traces, trace => Assert.DoesNotContain(after, line => line.Contains(trace, StringComparison.Ordinal) && !line.StartsWith("queue", StringComparison.Ordinal)));
        Assert.DoesNotContain(after, line => line.StartsWith("leads ", StringComparison.Ordinal));
        var counted = await shop.Process.Funnel.Read(day, day, default);
        Assert.Equal((before.Comments, before.Inquiries, 2), (counted.Comments, counted.Inquiries, counted.People[Stage.Replied]));
        Assert.Equal(before.People, counted.People);
        Assert.Empty((await shop.Process.Rebuild.Run(dryRun: true, null, default)).Found);
    }

    [Fact]
    public async Task Who_asked_again_or_came_late_is_kept_and_found_again_later()
    {
        await shop.Live();
        await Pass(Keep.Leads - TimeSpan.FromDays(1));
        await shop.Triage(Somebody, "c-again", Name);
        await Pass(TimeSpan.FromDays(3));
        Assert.NotNull(await shop.Process.Leads.Find(Id, default));
        Assert.Null(await shop.Process.Leads.Find(LeadId.Of("shop", Other), default));

        await Pass(Keep.Leads);
        Assert.Null(await shop.Process.Leads.Find(Id, default));
    }

    [Fact]
    public async Task What_waits_for_an_operator_has_a_time_of_its_own()
    {
        await shop.Live();
        await shop.Process.Leads.Apply(Id, l => LeadDecider.Decide(l!.With(l.Effects[0] with { Status = EffectStatus.Wanted }),
            new LeadCommand.Park(shop.World.Clock.Now, l.Effects[0].Id, Funnel.Reasons.Reason.WorkFailed)), default);
        await Pass(Keep.Leads + TimeSpan.FromDays(2));
        Assert.NotNull(await shop.Process.Leads.Find(Id, default));
        await Pass(Keep.Parked - Keep.Leads);
        Assert.Null(await shop.Process.Leads.Find(Id, default));
    }

    [Fact]
    public async Task A_refusal_outlives_what_is_known_of_the_person()
    {
        await shop.Live();
        await shop.Process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Decline(shop.World.Clock.Now, "退订")), default);
        await Pass(Keep.Leads + TimeSpan.FromDays(2));
        await Pass(Keep.Erased + TimeSpan.FromDays(2));
        await shop.Triage(Somebody, "c-new", Name);
        await shop.Work();
        Assert.Equal(0, shop.RepliesTo("c-new"));
    }

    [Fact]
    public async Task Words_may_go_earlier()
    {
        Keep.Texts = TimeSpan.FromDays(30);
        await shop.Live();
        await Pass(TimeSpan.FromDays(32));
        var after = (await shop.Everything()).Where(line => !line.StartsWith("queue", StringComparison.Ordinal) && !line.Contains("review|", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(after, line => line.Contains(Words, StringComparison.Ordinal));
        var lead = (await shop.Process.Leads.Find(Id, default))!;
        Assert.Equal((Keeping.NoText, Stage.Served), (lead.Asks[0].Text, lead.Stage));
        Assert.Empty((await shop.Process.Rebuild.Run(dryRun: true, null, default)).Found);

        var entries = lead.Entries;
        await Pass(TimeSpan.FromDays(2));
        Assert.Equal(entries, (await shop.Process.Leads.Find(Id, default))!.Entries); // once
    }

    [Fact]
    public async Task What_lies_on_the_desk_and_decisions_have_their_times()
    {
        await shop.Live();
        var items = await shop.Process.Reviews.List("shop", 10, default);
        await shop.Process.Reviews.Decide("shop", items[0].Id, false, null, "lin", default);
        await Pass(Keep.Review + TimeSpan.FromDays(1));
        Assert.Empty(await shop.Process.Reviews.List("shop", 10, default));
        Assert.Single(await shop.Process.Reviews.Decisions("shop", default));
        await Pass(Keep.Decisions);
        Assert.Empty(await shop.Process.Reviews.Decisions("shop", default));
    }

    [Fact]
    public async Task A_slice_ends_and_the_next_goes_on_where_it_was()
    {
        for (var i = 0; i < 1_201; i++)
        {
            await shop.Process.Leads.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, Inquire(person: "p" + i) with { Now = shop.World.Clock.Now }), default);
            await shop.Process.Leads.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, new LeadCommand.Park(shop.World.Clock.Now, ReplyId, Funnel.Reasons.Reason.WorkFailed)), default);
            await shop.Process.Leads.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, new LeadCommand.DoneByHand(shop.World.Clock.Now, ReplyId)), default);
        }

        await shop.Process.Lists.Flush(default);
        shop.World.Clock.Advance(Keep.Leads + TimeSpan.FromDays(1));
        var counts = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            counts.Add(await shop.Process.Forgotten());
        }

        Assert.Equal([500, 500, 201, 0], counts);
        Assert.DoesNotContain(shop.World.Rows.All(), r => r.Table == Tables.Leads);
    }

    /// <summary>Whatever state a lead is in, and however long ago: with something under way it is kept.</summary>
    [Fact]
    public void Nothing_under_way_is_ever_over()
    {
        var (over, kept) = (0, 0);
        foreach (var lead in States())
        {
            foreach (var later in new[] { 0.0, 7, 179, 181, 366, 4000 })
            {
                var now = Noon.AddDays(later);
                var isOver = Keeping.IsOver(lead, new(), Rules, now);
                Assert.False(isOver && lead.UnderWay(Rules, now).Any());
                Assert.False(isOver && lead.Effects.Any(e => e.Status is EffectStatus.Sending or EffectStatus.Unknown));
                Assert.False(isOver && lead.Find(ReplyId) is { Status: EffectStatus.Wanted });
                Assert.False(isOver && later < 180);
                Assert.False(isOver && lead.NeedsPerson && later < 365);
                _ = isOver ? over++ : kept++;
            }
        }

        Assert.True(over > 10 && kept > 10);
    }

    private static IEnumerable<Lead> States()
    {
        foreach (var status in Enum.GetValues<EffectStatus>())
        {
            var lead = WithReply(status);
            yield return lead;
            yield return lead.After(new LeadCommand.OpenChat(Noon, Wrote(), "hi"));
            yield return lead.After(new LeadCommand.OpenChat(Noon, Wrote(), "hi"), Claim(Effect.InviteId, 2));
            yield return lead.After(Arrive());
            yield return lead.After(Arrive(), Claim(Effect.WelcomeId, 3));
            yield return lead.After(Arrive(code: null));
            yield return lead.After(new LeadCommand.Decline(Noon, "no"));
        }
    }

    private async Task Pass(TimeSpan later)
    {
        shop.World.Clock.Advance(later);
        await shop.Process.Forget();
        await shop.Process.Lists.Flush(default);
    }
}
