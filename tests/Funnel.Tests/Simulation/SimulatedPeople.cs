using System.Globalization;
using Funnel.Connectors;
using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>People who comment, ask, chat, add, say no and leave; and the events that tell of it, which may be late, twice or lost.</summary>
internal sealed class SimulatedPeople(World world)
{
    /// <summary>By offer, so that the books show which promise was made to whom.</summary>
    public static readonly (string Offer, string Text)[] Inquiries = [("material", "求资料"), ("price", "多少钱一套")];
    private static readonly string[] Chatter = ["哈哈哈哈", "太好看了吧", "第一"];

    /// <summary>What people say who ask for nothing, or not clearly.</summary>
    private static readonly string[] Says = [.. Chatter, .. SimulatedOperators.UnsureTexts.Take(4), Refusal];

    /// <summary>In public, and meant for us.</summary>
    private const string Refusal = "别再私信我了";

    private const string Friend = "-friend";

    private readonly SimulatedPlatform platform = world.Platform;
    private readonly Chaos chaos = world.Chaos;

    /// <summary>Who asked for what.</summary>
    public List<(string Account, string PersonId, string Offer, SimulatedPlatform.PostedComment Comment)> Asked { get; } = [];

    /// <summary>Contacts whose last move was to delete us, and of whom we were told.</summary>
    public HashSet<ContactId> GoneAndTold { get; } = [];

    public void Begin(TimeSpan span)
    {
        var count = 2 + chaos.Below(8);
        for (var i = 0; i < count; i++)
        {
            var person = string.Create(CultureInfo.InvariantCulture, $"person{i}");
            for (var n = chaos.Below(3); n >= 0; n--)
            {
                world.At(chaos.Seconds(0, span.TotalSeconds), () => Comment(person));
            }

            if (chaos.Coin(0.2))
            {
                world.At(chaos.Seconds(0, span.TotalSeconds), () => Chat(world.AnyAccount(), person, chaos.Coin(0.3) ? "不要了" : "你好"));
            }
        }
    }

    public void SeeReply(SimulatedPlatform.PostedComment comment)
    {
        var person = comment.Comment.PersonId;
        for (var n = chaos.Below(4); n > 0; n--)
        {
            var text = chaos.Below(5) switch { 0 => "不要了", 1 => "在吗", _ => null };
            world.At(chaos.Seconds(1, 90), () => Chat(comment.Account, person, text));
        }
    }

    public void SeeCard(SourceAccount account, string person, string conversation, string messageId)
    {
        Tell(0.2, 30, p => p.Events.Queue("douyin", [new SourceEvent.MessageSent(account.OpenId, person, conversation, messageId, null, true, world.Clock.Now)], CancellationToken.None));
        if (chaos.Coin(0.8))
        {
            world.At(chaos.Seconds(2, 120), () => Add(account.Id, person));
        }
    }

    public void SeeText(SourceAccount account, string person, string conversation, string messageId, string said) =>
        Tell(0.2, 30, p => p.Events.Queue("douyin", [new SourceEvent.MessageSent(account.OpenId, person, conversation, messageId, said, true, world.Clock.Now)], CancellationToken.None));

    /// <summary>The merchant's own reply comes back like anybody's comment.</summary>
    public void TellOfReply(SourceAccount account, SimulatedPlatform.PostedComment to, SimulatedPlatform.PostedReply reply)
    {
        var habits = platform.Habits;
        var id = habits.ToldId(account.OpenId);
        var comment = new Comment(reply.Id, to.Comment.VideoId, id, reply.Text, reply.At, to.Comment.ParentId ?? to.Comment.Id, "the shop");
        var from = habits.TellsFrom && !string.Equals(id, account.OpenId, StringComparison.Ordinal) ? account.OpenId : null;
        Tell(0.5, 10, p => p.Events.Queue("douyin", [new SourceEvent.Commented(account.OpenId, comment) { FromId = from }], CancellationToken.None));
    }

    private void Comment(string person)
    {
        var account = world.AnyAccount();
        var (offer, text) = chaos.Any(Inquiries);
        var asks = chaos.Coin(0.6);
        var video = chaos.Any(world.VideosOf(account));
        var threads = platform.Comments.FindAll(c => !c.Deleted && c.Comment.ParentId is null && string.Equals(c.Comment.VideoId, video, StringComparison.Ordinal));
        var thread = threads.Count > 0 && chaos.Coin(0.3) ? chaos.Any(threads).Comment.Id : null;
        var comment = new Comment(platform.NewId("c"), video, person, asks ? text : chaos.Any(Says), world.Clock.Now, thread, chaos.Coin() ? "小" + person : null);
        var posted = new SimulatedPlatform.PostedComment(comment, account);
        platform.Comments.Add(posted);
        if (asks && thread is null)
        {
            Asked.Add((account, person, offer, posted));
        }

        if (thread is not null || chaos.Coin(0.3))
        {
            Tell(0.5, 10, async p =>
            {
                await p.Events.Queue("douyin", [new SourceEvent.Commented("open-" + account, comment)], CancellationToken.None);

                // Answers to others stand in no list that is read: who was not told of one cannot know of it.
                if (asks && thread is not null && p.Accounts.Find(account) is not null && !Asked.Exists(a => a.Comment == posted))
                {
                    Asked.Add((account, person, offer, posted));
                }
            });
        }

        if (chaos.Coin(0.05))
        {
            world.At(chaos.Seconds(1, 200), () => posted.Deleted = true);
        }
    }

    private void Chat(string account, string person, string? text)
    {
        var (kind, life, allowance) = text is null ? (WindowKind.Opened, TimeSpan.FromSeconds(30), 3) : (WindowKind.Wrote, TimeSpan.FromHours(24), 6);
        var window = new ChatWindow(kind, $"chat-{account}-{person}", platform.NewId("w"), world.Clock.Now, world.Clock.Now + life, allowance);
        platform.Windows.Add(window.MessageId, new(window, person));
        Tell(1, 10, p => p.Events.Queue("douyin", [new SourceEvent.ChatOpened("open-" + account, person, window, text, null, null)], CancellationToken.None));
    }

    /// <param name="link">The token of somebody else, whose link it was.</param>
    private void Add(string account, string person, string? link = null)
    {
        var contact = new ContactId("staff", $"wx-{account}-{person}");
        var state = link ?? new LeadToken(System.Text.Encoding.UTF8.GetBytes(World.TokenKey)).Issue(TokenKind.Invitation, LeadId.Of(account, person));
        if (!world.WeChat.Arrivals.Any(a => a.Contact == contact))
        {
            world.WeChat.Arrivals.Add(new(contact, state));
        }

        GoneAndTold.Remove(contact);
        var at = world.Clock.Now;
        var half = chaos.Coin(0.2);
        var code = chaos.Coin(0.9) ? platform.NewId("code") : null;
        if (code is not null)
        {
            world.WeChat.Codes.Add(code, new(contact, world.Clock.Now + TimeSpan.FromSeconds(20)));
        }

        if (half)
        {
            Tell(0.5, 4, p => p.ContactEvents.Handle("wecom", new DestinationEvent.Added(contact, state, null, true, at), CancellationToken.None));
        }

        Tell(0.5, 4, p => p.ContactEvents.Handle("wecom", new DestinationEvent.Added(contact, state, code, false, at), CancellationToken.None));
        if (chaos.Coin(0.15) && !person.EndsWith(Friend, StringComparison.Ordinal))
        {
            world.At(chaos.Seconds(0, 60), () => Add(account, person + Friend, state));
        }

        if (chaos.Coin(0.25))
        {
            world.At(chaos.Seconds(20, 200), () => Delete(account, person, contact, link));
        }
    }

    /// <summary>Some come into the group, and leave it; some hand the link for friends on.</summary>
    public void SeeWelcome(ContactId contact, Welcome welcome)
    {
        if (!world.Grows)
        {
            return;
        }

        if (welcome.Materials.OfType<Material.QrCode>().Any() && chaos.Coin())
        {
            world.At(chaos.Seconds(1, 90), () => Join(contact));
        }

        var (parts, link) = (contact.PersonId.Split('-', 3), welcome.Text.Split("customer_channel=") is [_, var token, ..] ? token : null);
        if (link is not null && parts.Length == 3 && !parts[2].EndsWith(Friend, StringComparison.Ordinal) && chaos.Coin(0.8))
        {
            for (var n = 1 + chaos.Below(4); n > 0; n--)
            {
                var friend = $"{parts[2]}-by{n}{Friend}";
                world.At(chaos.Seconds(1, 120), () => Add(parts[1], friend, link));
            }
        }
    }

    private void Join(ContactId contact)
    {
        if (world.WeChat.Members.TryAdd(contact.PersonId, world.Clock.Now))
        {
            TellMoved(contact, joined: true);
            if (chaos.Coin(0.4))
            {
                world.At(chaos.Seconds(1, 120), () =>
                {
                    world.WeChat.Members.Remove(contact.PersonId);
                    TellMoved(contact, joined: false);
                });
            }
        }
    }

    private void TellMoved(ContactId contact, bool joined)
    {
        var (from, to, at) = (world.WeChat.Changes++.ToString(CultureInfo.InvariantCulture), world.WeChat.Changes.ToString(CultureInfo.InvariantCulture), world.Clock.Now);
        Tell(0.5, 4, p => p.ContactEvents.Handle("wecom", new DestinationEvent.GroupMembers(SimulatedWeChat.Group, joined, [contact.PersonId], from, to, at), CancellationToken.None));
    }

    private void Delete(string account, string person, ContactId contact, string? link)
    {
        var at = world.Clock.Now;
        var told = false;
        Tell(0.5, 4, async p =>
        {
            await p.ContactEvents.Handle("wecom", new DestinationEvent.DeletedByPerson(contact, at), CancellationToken.None);
            if (!told)
            {
                told = true;
                GoneAndTold.Add(contact);
            }
        });
        if (chaos.Coin(0.3))
        {
            world.At(chaos.Seconds(5, 60), () =>
            {
                told = true;
                Add(account, person, link);
            });
        }
    }

    /// <summary>An event on its way: lost, late, twice; and sent again when we did not take it.</summary>
    private void Tell(double lossFactor, double lateSeconds, Func<SimulatedProcess, Task> take)
    {
        if (!chaos.Happens(Incident.LostEvent, lossFactor))
        {
            Push(take, chaos.On ? chaos.Seconds(0, chaos.Happens(Incident.Delay) ? lateSeconds * 10 : lateSeconds) : TimeSpan.Zero, 5);
        }

        if (chaos.Happens(Incident.Duplicate))
        {
            Push(take, chaos.Seconds(0, lateSeconds * 20), 5);
        }
    }

    private void Push(Func<SimulatedProcess, Task> take, TimeSpan late, int tries) => world.At(late, () =>
    {
        if (!world.Do(take) && tries > 1)
        {
            Push(take, TimeSpan.FromSeconds(3), tries - 1);
        }
    });
}
