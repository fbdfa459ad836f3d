using Funnel.Claims;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Tasks;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Tasks;

/// <summary>A shop some of whose work waits for people.</summary>
internal sealed class TaskShop
{
    public static readonly string Reply = Effect.ReplyId("material");

    public TaskShop()
    {
        World.Chaos.On = false;
        Process = new(World);
    }

    public World World { get; } = new(1);
    public SimulatedProcess Process { get; }
    public TaskDesk Desk => Process.Get<TaskDesk>();
    public DateTimeOffset Now => World.Clock.Now;

    /// <summary>Somebody asked, and the platform refused the reply.</summary>
    public async Task<TaskId> Refused(string person, string video = "shop-v1", string text = "求资料")
    {
        var comment = new Comment("c-" + person, video, person, text, Now, Nick: person);
        World.Platform.Comments.Add(new(comment, "shop"));
        await Process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(Now).ToString("N"), [comment]), default);
        var id = new TaskId(LeadId.Of("shop", person), Reply);
        await Apply(id, new LeadCommand.Claim(Now, Reply, "a", "材料在这里", 0));
        await Apply(id, new LeadCommand.Settle(Now, Reply, "a", new Failure(FailureKind.Rejected, "1", "no"), World.Options.Outreach.Rules));
        await Process.Lists.Flush(default);
        World.Clock.Advance(TimeSpan.FromSeconds(1));
        return id;
    }

    /// <summary>The same person wrote, and nobody knows whether the invitation went out.</summary>
    public async Task<TaskId> Invited(LeadId person)
    {
        var id = new TaskId(person, Effect.InviteId);
        await Apply(id, new LeadCommand.OpenChat(Now, new ChatWindow(WindowKind.Wrote, "chat", "m-" + person, Now, Now.AddDays(1), 6), "你好"));
        await Apply(id, new LeadCommand.Park(Now, Effect.InviteId, Reason.WorkFailed));
        await Process.Lists.Flush(default);
        return id;
    }

    public Task<TaskResult> Decide(TaskId id, TaskAction action, string by = "lin", string? seen = null) => Desk.Decide(id, action, new(by), seen, default);

    public Task<TaskPage> Page(TaskFilter? filter = null, string? after = null, int take = 20) => Process.Get<TaskBook>().Page(filter ?? new(), after, take, default);

    public async Task<Effect> Find(TaskId id) => (await Process.Leads.Find(id.Lead, default))!.Find(id.Effect)!;

    public async Task Apply(TaskId id, LeadCommand command) => Assert.Null((await Process.Leads.Apply(id.Lead, l => LeadDecider.Decide(l, command), default)).Refusal);
}
