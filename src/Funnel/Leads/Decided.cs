using System.Collections.Immutable;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A message that must be in its queue before the state that wants it is committed.</summary>
/// <param name="Delay">How long it stays invisible.</param>
public readonly record struct Work(string Queue, string EffectId, TimeSpan Delay)
{
    /// <inheritdoc cref="WorkMessage.Waited"/>
    internal string? Waited { get; init; }

    /// <inheritdoc cref="WorkMessage.Revives"/>
    internal bool Revives { get; init; }

    internal WorkMessage For(LeadId lead) => new(lead, EffectId) { Waited = Waited, Revives = Revives };

    /// <summary>Work on an effect, in the queue where its kind is worked on.</summary>
    internal static Work On(Effect effect, TimeSpan delay) => new(QueueOf(effect.Kind), effect.Id, delay);

    /// <summary>A later look at something that was sent, or what follows on it: nobody is waiting.</summary>
    internal static Work Later(string effectId, TimeSpan delay) => new(QueueNames.FollowUps, effectId, delay);

    private static string QueueOf(EffectKind kind) => kind switch
    {
        EffectKind.Reply => QueueNames.Replies,
        EffectKind.Invite or EffectKind.RefusalConfirmation => QueueNames.Chats,
        _ => QueueNames.FollowUps,
    };
}

/// <summary>What a command came to: the next state with its events and the work it asks for, or the reason why nothing moves.</summary>
/// <param name="Refusal">Why the command is not legal now; null when it was. A repeated command is legal and changes nothing.</param>
public sealed record Decided(Lead? State, ImmutableArray<LeadEvent> Events, ImmutableArray<Work> Work, Reason? Refusal)
{
    public bool Changes => Events.Length > 0;

    internal static Decided Nothing(Lead? state) => new(state, [], [], null);

    internal static Decided Refuse(Lead? state, Reason why) => new(state, [], [], why);

    internal static Decided Move(Lead state, LeadEvent what, params ReadOnlySpan<Work> work) => new(state, [what], [.. work], null);

    /// <summary>
    /// Decides a further command on the result, so that both commit together. A refusal of the further one keeps the first. What is claimed with it
    /// needs no message that says to do it now: whoever claims does it, and what led them here comes again if they crash.
    /// </summary>
    public Decided Then(LeadCommand next)
    {
        var then = LeadDecider.Decide(State, next);
        var claimed = next is LeadCommand.Claim { EffectId: var id } && then.Changes ? id : null;
        var work = Work.RemoveAll(w => w.Delay == TimeSpan.Zero && string.Equals(w.EffectId, claimed, StringComparison.Ordinal));
        return new(then.State, [.. Events, .. then.Events], [.. work, .. then.Work], Refusal ?? then.Refusal);
    }

    /// <summary>In the same commit something is wanted.</summary>
    /// <param name="revives">It waited for a person: see <see cref="WorkMessage.Revives"/>.</param>
    internal Decided Wanting(Lead state, Effect wanted, bool revives = false) =>
        this with { State = state.With(wanted), Work = Work.Add(Leads.Work.On(wanted, TimeSpan.Zero) with { Revives = revives }) };

    internal Decided And(LeadEvent also) => this with { Events = Events.Add(also) };
}
