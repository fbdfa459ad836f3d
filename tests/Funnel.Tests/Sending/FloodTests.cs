using System.Globalization;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Sending;
using Funnel.Storage;
using Funnel.Tests.Intake;
using Funnel.Triage;

namespace Funnel.Tests.Sending;

/// <summary>A thousand people ask ten times each within seconds: replies keep their limits, nobody is forgotten, everybody keeps their place.</summary>
public sealed class FloodTests
{
    private const int People = 1_000;
    private readonly FakeVideo shop = new();
    private readonly List<(DateTimeOffset At, int Person, string Video)> sent = [];
    private readonly Dictionary<LeadId, (Lead Lead, int Person)> leads = [];

    [Fact]
    public async Task A_flood_goes_out_at_its_pace_in_its_order_and_whole()
    {
        shop.Options.Sending = new() { StopOnSurge = false, Replies = new() { PerMinute = 20, PerVideoPerMinute = 12, PerHour = 600, PerDay = 700 } };
        var gate = NewGate();
        await Flood(gate);
        Assert.InRange(sent.Count, 1, 2);
        var quiet = await Ask(gate, People, "another"); // who asks under another video does not stand behind a thousand
        await Run(gate, until: TimeSpan.FromHours(40), () => sent.Count == People + 1);

        Assert.Equal((People + 1, People + 1), (sent.Count, sent.Select(s => s.Person).Distinct().Count()));
        Assert.InRange(sent.First(s => s.Person == People).At - quiet, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var flooded = sent.Where(s => s.Video == "v1").ToList();
        Assert.Equal(flooded.OrderBy(s => s.Person), flooded);
        Assert.True(Most([.. sent.Select(s => s.At)], TimeSpan.FromMinutes(1)) <= 20);
        Assert.True(Most([.. flooded.Select(s => s.At)], TimeSpan.FromMinutes(1)) <= 12);
        Assert.True(Most([.. sent.Select(s => s.At)], TimeSpan.FromHours(1)) <= 600);
        Assert.All(sent.CountBy(s => MerchantDays.Of(TimeSpan.FromHours(8), s.At)), d => Assert.True(d.Value <= 700));
        await Run(gate, TimeSpan.FromMinutes(3), () => false);
        Assert.Equal(new(FakeVideo.Account, null, null, null, 0, null), await gate.Status(FakeVideo.Account, default));
    }

    [Fact]
    public async Task A_flood_of_a_new_account_stops_replies_and_an_operator_lets_them_go_on()
    {
        var gate = NewGate();
        await Flood(gate);
        await Run(gate, TimeSpan.FromHours(2), () => false);
        var before = sent.Count;
        var status = await gate.Status(FakeVideo.Account, default);
        Assert.Equal(("surge", AccountSending.MaxHeld - before, true), (status.Stopped?.Code, status.Held, before < 10));

        Assert.True(await NewGate().Resume(FakeVideo.Account, default)); // another process
        Assert.False(await gate.Resume(FakeVideo.Account, default));
        await Run(gate, TimeSpan.FromMinutes(30), () => false);
        Assert.InRange(sent.Count - before, 20, 50); // 50 an hour
        Assert.Null((await gate.Status(FakeVideo.Account, default)).Stopped);
    }

    [Fact]
    public async Task Whose_chat_closes_first_goes_first()
    {
        shop.Options.Sending = new() { Messages = new() { PerMinute = 6 } };
        var gate = NewGate();
        for (var i = 0; i < 20; i++)
        {
            await Invite(gate, i, window: TimeSpan.FromHours(20 - i));
        }

        await Run(gate, TimeSpan.FromMinutes(10), () => sent.Count == 20);
        Assert.Equal([0, .. Enumerable.Range(1, 19).Reverse()], sent.Select(s => s.Person)); // the first had nobody before it
    }

    private async Task Flood(SendGate gate)
    {
        for (var i = 0; i < People; i++)
        {
            await Ask(gate, i, "v1");
            shop.Clock.Advance(TimeSpan.FromMilliseconds(3));
        }
    }

    private async Task<DateTimeOffset> Ask(SendGate gate, int person, string video)
    {
        var now = shop.Clock.Now;
        var lead = Asks(person, video);
        await Send(gate, lead, lead.Effects[0], person, video, null);
        return now;
    }

    private Lead Asks(int person, string video)
    {
        var now = shop.Clock.Now;
        var id = person.ToString(CultureInfo.InvariantCulture);
        Lead? lead = null;
        for (var i = 0; i < 10; i++)
        {
            var ask = new Ask($"{id}-{i}", video, now, "求资料", "offer", 1, InquiryKind.Material, Tier.Rule);
            lead = LeadDecider.Decide(lead, new LeadCommand.Inquire(now, FakeVideo.Account, "p" + id, null, ask)).State;
        }

        leads[lead!.Id] = (lead, person);
        return lead;
    }

    private async Task Invite(SendGate gate, int person, TimeSpan window)
    {
        var now = shop.Clock.Now;
        var chat = new ChatWindow(WindowKind.Wrote, "c", "m", now, now + window, 6);
        var lead = LeadDecider.Decide(Asks(person, "v" + person), new LeadCommand.OpenChat(now, chat, "在吗")).State!;
        await Send(gate, lead, lead.Find(Effect.InviteId)!, person, "", null);
    }

    private async Task Send(SendGate gate, Lead lead, Effect effect, int person, string video, SendTurn? turn)
    {
        leads[lead.Id] = (lead, person);
        if (await gate.Ask(lead, effect, "text", turn, default) is Funnel.Sending.Verdict.Yes)
        {
            sent.Add((shop.Clock.Now, person, video));
            if (turn is not null)
            {
                gate.Finished(turn);
            }
        }
    }

    /// <summary>Works off the queues, second by second.</summary>
    private async Task Run(SendGate gate, TimeSpan until, Func<bool> isDone)
    {
        for (var end = shop.Clock.Now + until; shop.Clock.Now < end && !isDone(); shop.Clock.Advance(TimeSpan.FromSeconds(1)))
        {
            foreach (var queue in new[] { QueueNames.FollowUps, QueueNames.Replies, QueueNames.Chats })
            {
                foreach (var message in await shop.Queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default))
                {
                    var work = WorkMessage.Parse(message.Body);
                    if (work.ReleaseOf is { } account)
                    {
                        await gate.Release(account, work.ReleaseAt, default);
                    }
                    else
                    {
                        var (lead, person) = leads[work.Lead!.Value];
                        Assert.True(work.Turn!.IsNow(shop.Clock.Now));
                        await Send(gate, lead, lead.Find(work.Effect!)!, person, lead.Find(work.Effect!)!.VideoId ?? "", work.Turn);
                    }

                    await shop.Queues.Delete(queue, message, default);
                }
            }
        }
    }

    private SendGate NewGate()
    {
        var options = Microsoft.Extensions.Options.Options.Create(shop.Options);
        return new(shop.Rows, shop.Queues, shop.Accounts, new(options, new(shop.Rows, shop.Clock)), options, shop.Clock);
    }

    private static int Most(List<DateTimeOffset> times, TimeSpan window)
    {
        times.Sort();
        return times.Select((t, i) => times.Skip(i).TakeWhile(s => s - t < window).Count()).Max();
    }
}
