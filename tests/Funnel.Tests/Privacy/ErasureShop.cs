using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Privacy;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using Funnel.Triage;
using Funnel.Outreach;

namespace Funnel.Tests.Privacy;

/// <summary>A shop in which a person has left traces everywhere, and others theirs beside them.</summary>
internal sealed class ErasureShop
{
    public const string Somebody = "person-somebody";
    public const string Other = "person-other";
    public const string Name = "小明不二";
    public const string Words = "求资料 谢谢老板";

    /// <summary>What must be found nowhere any more.</summary>
    public static IReadOnlyList<string> Traces { get; } =
        [Somebody, Name, Words, "c-somebody", "wx-somebody", LeadId.Of("shop", Somebody).ToString(), LeadId.Of("studio", Somebody).ToString(), "请问这个是不是要自己弄"];

    public ErasureShop()
    {
        World.Chaos.On = false;
        World.Options.Changes.Feed = true;
        World.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        Process = new(World);
    }

    public World World { get; } = new(1);

    public SimulatedProcess Process { get; private set; }

    public static LeadId Id { get; } = LeadId.Of("shop", Somebody);

    public void Restart() => Process = new(World);

    public async Task Triage(string person, string comment, string nick, string text = Words, DateTimeOffset? at = null)
    {
        var said = new Comment(comment, "shop-v1", person, text, at ?? World.Clock.Now, Nick: nick);
        World.Platform.Comments.Add(new(said, "shop"));
        await Process.Triage.Handle(Page(said), default);
    }

    public CommentsMessage Page(params Comment[] comments) => new("shop", Guid.CreateVersion7(World.Clock.Now).ToString("N"), comments);

    public Comment Comment(string person, string id, string nick, string text = Words) => new(id, "shop-v1", person, text, World.Clock.Now, Nick: nick);

    /// <summary>Both ask, are replied to, chat, come as contacts and are welcomed; the second came on by the first one's link, too.</summary>
    public async Task Live()
    {
        await Triage(Somebody, "c-somebody", Name);
        await Triage(Other, "c-other", "别人", "求资料 我也要");
        await Work();
        await Process.Reviews.Add("shop", [Unsure(Somebody, "c-somebody-2", Name), Unsure(Other, "c-other-2", "别人")], default);
        var token = Process.Tokens.Issue(TokenKind.Invitation, Id);
        foreach (var contact in new[] { "wx-somebody", "wx-friend" })
        {
            var code = "code of " + contact;
            World.WeChat.Codes[code] = new(new("staff", contact), World.Clock.Now.AddSeconds(20));
            await Process.ContactEvents.Arrived("wecom", new("staff", contact), token, code, World.Clock.Now.AddSeconds(19), World.Clock.Now, default);
        }

        await Work();
        World.Clock.Advance(TimeSpan.FromSeconds(40));
        await Work(QueueNames.FollowUps);
        Assert.NotNull(await Process.Contacts.Find(new("staff", "wx-somebody"), default));
        await Process.Lists.Flush(default);
    }

    /// <summary>Pages and messages that are still under way, and such as were put aside.</summary>
    public async Task LeaveInQueues()
    {
        var page = Page(Comment(Somebody, "c-somebody-3", Name), Comment(Other, "c-other-3", "别人", "求资料"));
        await World.Queues.Enqueue(QueueNames.Comments, page.ToJson(), TimeSpan.FromMinutes(1), default);
        await World.Queues.Enqueue(QueueNames.Poison(QueueNames.Comments), page.ToJson(), TimeSpan.Zero, default);
        var stored = (RowChange.Insert)PageOutbox.Add(page);
        await World.Rows.Commit(Tables.Videos, "shop", [stored], default);
        WorkMessage[] work = [new(Id, Effect.InviteId), new(LeadId.Of("shop", Other), Effect.InviteId)];
        await World.Queues.Enqueue(QueueNames.FollowUps, WorkMessage.Pack(work).Single().ToJson(), TimeSpan.FromHours(1), default);
        await World.Queues.Enqueue(QueueNames.FollowUps, new WorkMessage(null) { Gone = new("staff", "wx-somebody") }.ToJson(), TimeSpan.FromHours(1), default);
        await World.Queues.Enqueue(QueueNames.Poison(QueueNames.Chats), "{ no message, but " + Somebody, TimeSpan.Zero, default);
    }

    public Judged Unsure(string person, string id, string nick) =>
        new(Comment(person, id, nick, person == Somebody ? "请问这个是不是要自己弄" : "这个呢"), new Verdict(0.5f, InquiryKind.HowTo, Decision.Review, Tier.Model), null);

    public Task<ErasureReport?> Erase(string key = Somebody, PersonKey by = PersonKey.Any, bool forGood = false) => Process.Erasure.Begin(key, by, "lin", forGood, default);

    /// <summary>The person is erased, and the last look is over.</summary>
    public async Task EraseWholly()
    {
        Assert.Equal(ErasureState.Stopping, (await Erase())!.State);
        await EraseOn();
    }

    public async Task EraseOn()
    {
        foreach (var wait in new[] { 20, 130 })
        {
            World.Clock.Advance(TimeSpan.FromSeconds(wait));
            await Process.Forget();
        }
    }

    public async Task Work()
    {
        foreach (var queue in new[] { QueueNames.Comments, QueueNames.Replies, QueueNames.Chats })
        {
            await Work(queue);
        }
    }

    /// <summary>Works on what is visible in a queue.</summary>
    public async Task Work(string queue)
    {
        while (World.Queues.Receive(queue, 32, TimeSpan.FromMinutes(10)) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await Process.Handle(queue, message.Body);
                await World.Queues.Delete(queue, message, default);
            }
        }
    }

    /// <summary>All that is stored, as text.</summary>
    public async Task<IReadOnlyList<string>> Everything()
    {
        var all = World.Rows.All().Select(r => $"{r.Table} {r.Row.Partition} {r.Row.Key} {r.Row.Payload} {string.Join(' ', r.Row.Columns.Values)}").ToList();
        foreach (var queue in QueueNames.All.SelectMany(q => QueueNames.PoisonQueues(q).Prepend(q)))
        {
            await World.Queues.Rewrite(queue, body =>
            {
                all.Add($"queue {queue} {body}");
                return body;
            }, default);
        }

        return all;
    }

    public int RepliesTo(string comment) => World.Platform.Comments.Where(c => c.Comment.Id == comment).Sum(c => c.Replies.Count);
}
