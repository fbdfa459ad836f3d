using System.Globalization;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Replay;

/// <summary>A shop where many people wait, on a platform that does as it is told.</summary>
internal sealed class ReplayShop
{
    public const string Everybody = """{"selection":{"account":"shop"},"dryRun":false}""";
    public const string DryRun = """{"selection":{"account":"shop"},"dryRun":true}""";
    private const string Offer = "material";

    public ReplayShop()
    {
        World.Chaos.On = false;
        World.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        Process = new(World);
    }

    public static string ReplyId { get; } = Funnel.Leads.Effect.ReplyId(Offer);

    public World World { get; } = new(1);

    public SimulatedProcess Process { get; private set; }

    public static LeadId Id(int person) => LeadId.Of("shop", Person(person));

    public static string Person(int person) => string.Create(CultureInfo.InvariantCulture, $"person-{person}");

    public static string Comment(int person) => string.Create(CultureInfo.InvariantCulture, $"c{person}");

    public void Restart() => Process = new(World);

    /// <summary>People whose replies wait for a person.</summary>
    public async Task Park(int people, Reason? reason = null, int from = 0)
    {
        for (var i = from; i < from + people; i++)
        {
            await Ask(i);
            await Apply(i, new LeadCommand.Park(World.Clock.Now, ReplyId, reason ?? Reason.WorkFailed));
        }

        await Drop(QueueNames.Replies);
        await Process.Lists.Flush(default);
    }

    public async Task Ask(int person)
    {
        var comment = new Comment(Comment(person), "shop-v1", Person(person), "求资料", World.Clock.Now, Nick: "小明" + person.ToString(CultureInfo.InvariantCulture));
        World.Platform.Comments.Add(new(comment, "shop"));
        await Process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(World.Clock.Now).ToString("N"), [comment]), default);
    }

    public async Task Apply(int person, LeadCommand command) => Assert.Null((await Process.Leads.Apply(Id(person), l => LeadDecider.Decide(l, command), default)).Refusal);

    public async Task<Lead> Lead(int person) => (await Process.Leads.Find(Id(person), default))!;

    public async Task<Effect> Effect(int person, string? effect = null) => (await Lead(person)).Find(effect ?? ReplyId)!;

    /// <summary>Works on what is visible in a queue, and on nothing else.</summary>
    public async Task Work(string queue)
    {
        while (World.Queues.Receive(queue, 32, TimeSpan.FromMinutes(10)) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await Process.Handle(queue, message.Body);
                World.Queues.Delete(queue, message);
            }
        }
    }

    /// <summary>As a killed process takes messages with it.</summary>
    public Task Drop(string queue)
    {
        while (World.Queues.Receive(queue, 32, TimeSpan.FromMinutes(10)) is { Count: > 0 } messages)
        {
            messages.ForEach(m => World.Queues.Delete(queue, m));
        }

        return Task.CompletedTask;
    }

    public IEnumerable<SimulatedPlatform.PostedReply> Replies => World.Platform.Comments.SelectMany(c => c.Replies);

    public async Task<ReplayHead> Find(string id) => (await Process.Replays.Find(id, default))!;
}
