using System.Collections.Immutable;
using Funnel.Outreach;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A message that must be in its queue before the state that wants it is committed.</summary>
/// <param name="Delay">How long it stays invisible.</param>
public readonly record struct Work(string Queue, string EffectId, TimeSpan Delay)
{
    /// <summary>Work on an effect, in the queue where its kind is worked on.</summary>
    internal static Work On(Effect effect, TimeSpan delay) => new(QueueOf(effect.Kind), effect.Id, delay);

    /// <summary>The message in the form that its queue's reader parses.</summary>
    internal string MessageFor(LeadId lead) => string.Equals(Queue, QueueNames.Chats, StringComparison.Ordinal)
        ? new ChatMessage(lead, Effect: EffectId).ToJson()
        : new WorkMessage(lead, EffectId).ToJson();

    private static string QueueOf(EffectKind kind) => kind switch
    {
        EffectKind.Reply => QueueNames.Replies,
        EffectKind.Invite => QueueNames.Chats,
        _ => QueueNames.FollowUps,
    };
}

/// <summary>What a command came to: the next state with its events and the work it asks for, or the reason why nothing moves.</summary>
/// <param name="Refusal">Why the command is not legal now; null when it was. A repeated command is legal and changes nothing.</param>
public sealed record Decided(Lead? State, ImmutableArray<LeadEvent> Events, ImmutableArray<Work> Work, string? Refusal)
{
    public bool Changes => Events.Length > 0;

    internal static Decided Nothing(Lead? state) => new(state, [], [], null);

    internal static Decided Refuse(Lead? state, string why) => new(state, [], [], why);

    internal static Decided Move(Lead state, LeadEvent what, params ReadOnlySpan<Work> work) => new(state, [what], [.. work], null);

    /// <summary>Decides a further command on the result, so that both commit together. A refusal of the further one keeps the first.</summary>
    public Decided Then(LeadCommand next)
    {
        var then = LeadDecider.Decide(State, next);
        return new(then.State, [.. Events, .. then.Events], [.. Work, .. then.Work], Refusal ?? then.Refusal);
    }

    /// <summary>
    /// Leaves out the work on an effect that the caller goes on with at once, when the message it is handling comes again after a crash and so
    /// is the safety net itself.
    /// </summary>
    public Decided WithoutWorkOn(string effectId) => this with { Work = Work.RemoveAll(w => string.Equals(w.EffectId, effectId, StringComparison.Ordinal)) };

    internal Decided And(LeadEvent also) => this with { Events = Events.Add(also) };
}
