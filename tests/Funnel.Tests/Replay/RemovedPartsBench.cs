using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Replay;

/// <summary>A person who asked, and a process that starts with or without the offer or the account.</summary>
public abstract class RemovedPartsBench
{
    private protected static readonly LeadId Id = LeadId.Of("shop", "person");
    private protected static readonly string ReplyId = Effect.ReplyId("material");
    private protected static readonly Reason OfferGone = Reason.OfferRemoved("material");
    private protected static readonly Reason AccountGone = Reason.AccountRemoved("shop");

    private protected readonly World world = new(1);
    private protected readonly ContactId contact = new("staff", "wx");
    private protected readonly FunnelOptions all;
    private protected SimulatedProcess process;

    private protected RemovedPartsBench()
    {
        world.Chaos.On = false;
        process = new(world);
        all = new() { Offers = [.. world.Options.Offers], Accounts = [.. world.Options.Accounts] };
        Comment("c1", "求资料");
    }

    private protected Task<IReadOnlyList<RemovedPart>> Removed()
    {
        var settings = NewSettings();
        return Flushed(() => new RemovedParts(
            process.Accounts, Offers(settings), settings, process.Lists, world.Rows, new(Options.Create(world.Options), world.Clock), NullLogger<RemovedParts>.Instance).Find(default));
    }

    private protected SettingsStore NewSettings() => new(world.Rows, world.Clock);

    private protected OfferBook Offers(SettingsStore settings) => new(Options.Create(world.Options), settings, NullLogger<OfferBook>.Instance);

    private protected async Task<T> Flushed<T>(Func<Task<T>> then)
    {
        await process.Accounts.Health(default); // the accounts are known from their first use on
        await process.Lists.Flush(default);
        return await then();
    }

    private protected void Start(string? without)
    {
        Flush();
        world.Options.Offers = [.. all.Offers.Where(o => o.Id != without)];
        world.Options.Accounts = [.. all.Accounts];
        process = new(world);
    }

    private protected void StartWithoutAccount()
    {
        Flush();
        world.Options.Accounts.RemoveAll(a => a.Id == "shop");
        process = new(world);
    }

    private protected void Flush() => process.Lists.Flush(default).GetAwaiter().GetResult();

    private protected async Task BackAndReplay(string effect)
    {
        Start(without: null);
        Assert.Equal(
            ReplayOutcome.Send, Assert.Single(await process.RunReplay($$"""{"selection":{"lead":"{{Id}}"},"step":"{{effect}}","dryRun":false}""", "anna")).Outcome);
    }

    private protected async Task Waits(string effect, Reason reason)
    {
        var found = (await Lead()).Find(effect)!;
        Assert.Equal((EffectStatus.Parked, reason), (found.Status, found.Reason));
        await process.Lists.Flush(default);
        Assert.Contains((effect, reason), (await process.Lists.Waiting("shop", default)).Single(l => l.Id == Id).Waiting.Select(w => (w.Effect, w.Reason)));
    }

    private protected void Comment(string id, string text, string person = "person") =>
        world.Platform.Comments.Add(new(new Comment(id, "shop-v1", person, text, world.Clock.Now, Nick: "小明"), "shop"));

    private protected Task Ask(string comment) => process.Triage.Handle(
        new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments.Single(c => c.Comment.Id == comment).Comment]), default);

    private protected Task Reply() => process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId));

    private protected Task Open(ChatWindow window)
    {
        world.Platform.Windows[window.MessageId] = new(window, "person");
        return process.Handle(QueueNames.Chats, new WorkMessage(Id) { Window = window });
    }

    private protected ChatWindow Wrote() => new(WindowKind.Wrote, "chat", "m1", world.Clock.Now, world.Clock.Now.AddDays(1), 6);

    private protected Task Add(string code)
    {
        world.WeChat.Codes[code] = new(contact, world.Clock.Now.AddSeconds(20));
        return process.ContactEvents.Handle("wecom", new DestinationEvent.Added(contact, process.Tokens.Issue(TokenKind.Invitation, Id), code, false, world.Clock.Now), default);
    }

    private protected async Task FollowUp()
    {
        for (var second = 0; second < 6; second++)
        {
            foreach (var message in world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromHours(1)))
            {
                await process.Handle(QueueNames.FollowUps, message.Body);
            }

            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private protected async Task<Lead> Lead() => (await process.Leads.Find(Id, default))!;
}
