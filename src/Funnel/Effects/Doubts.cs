using Funnel.Leads;
using Funnel.Recovery;

namespace Funnel.Effects;

/// <summary>
/// Whether an effect may have been done in a time of which nothing is stored (<see cref="CatchUps"/>). A reply is judged by the comments that it answers; messages that
/// nobody can look for are held back for a while after a loss.
/// </summary>
public sealed class Doubts(CatchUps catchUps)
{
    /// <summary>How many catch-ups there have been: what is claimed now was looked for as far as they put it in doubt.</summary>
    public int CaughtUp => catchUps.Found;

    /// <summary>Why it may have been done; null when it certainly was not, or was looked for since.</summary>
    public CatchUp? Of(Lead lead, Effect effect, IEffect kind) => effect.ReplayedBy is not null && !catchUps.IsKnownLoss
        ? null // an operator was told that it would be sent, and in a new shop nothing speaks against it
        : kind.CanReadBack(lead) ? OfReply(lead, effect, kind, catchUps.Lost) ?? OfReply(lead, effect, kind, catchUps.Gap)
        : catchUps is { IsRecentLoss: true, Lost: { } lost } && !effect.IsSettledSince(lost) && IsOfBefore(lead, lost) && !IsAnsweredSince(lead, lost) ? lost : null;

    /// <summary>
    /// How long to wait for comments that are read again after a loss: the person may have been answered under an earlier one. And in an empty store, for what tells
    /// whether it is a new shop's.
    /// </summary>
    public async ValueTask<TimeSpan?> Waits(Lead lead, Effect effect, CancellationToken ct) =>
        effect.Kind is EffectKind.Reply or EffectKind.Invite && await catchUps.IsStillUncertain(lead.AccountId, ct)
        && (effect.Kind == EffectKind.Reply || catchUps.IsProbing(lead.AccountId)) ? catchUps.UntilRead : null;

    /// <summary>Whether it may not know yet that it need not wait any more.</summary>
    public bool HasJustWaited(Lead lead, Effect effect) => effect.Kind is EffectKind.Reply or EffectKind.Invite && catchUps.WasJustRead(lead.AccountId);

    private CatchUp? OfReply(Lead lead, Effect effect, IEffect kind, CatchUp? catchUp) =>
        catchUp is not null && !effect.IsSettledSince(catchUp) && lead.Asks.Any(a => catchUp.Concerns(a.At) && kind.IsAskedBy(lead, effect, a)) ? catchUp : null;

    /// <summary>While comments are read again, anybody may be somebody who was known.</summary>
    private bool IsOfBefore(Lead lead, CatchUp lost) =>
        lead.Asks.IsEmpty ? lead.OpenedAt < lost.FoundAt : catchUps.IsReading(lead.AccountId) || lead.Asks.Any(a => lost.Concerns(a.At));

    /// <summary>Who has the first answer of ours since was not invited before it.</summary>
    private bool IsAnsweredSince(Lead lead, CatchUp lost) =>
        lead.Effects.Any(e => e is { Kind: EffectKind.Reply, Status: EffectStatus.Sent, Assumed: null, AttemptedAt: not null } && e.IsSettledSince(lost))
        && !lead.Effects.Any(e => e.Kind == EffectKind.Reply && MayBeAnsweredBefore(lead, e, lost));

    /// <summary>It was, or nobody knows: it is still looked for, or was not found.</summary>
    private bool MayBeAnsweredBefore(Lead lead, Effect reply, CatchUp lost) => reply.Assumed is not null || reply.Status switch
    {
        EffectStatus.Sent => reply.AttemptedAt is not null && !reply.IsSettledSince(lost),
        EffectStatus.Wanted => !reply.IsSettledSince(lost) && lead.Asks.Any(a => reply.IsAskedBy(a) && lost.Concerns(a.At)),
        _ => false,
    };
}
