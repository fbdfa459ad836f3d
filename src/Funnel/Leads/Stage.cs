namespace Funnel.Leads;

/// <summary>How far a lead has come. Stages only go up; see <see cref="Exit"/> for the ways out.</summary>
public enum Stage
{
    /// <summary>The comment is an inquiry.</summary>
    Inquired = 1,

    /// <summary>Our public reply was accepted.</summary>
    Replied,

    /// <summary>The person opened or wrote in the private chat.</summary>
    Talking,

    /// <summary>The contact card was given.</summary>
    Invited,

    /// <summary>The person is a contact, carrying our token.</summary>
    Added,

    /// <summary>The promised material was delivered.</summary>
    Served,

    /// <summary>The person, who was served, is in the group.</summary>
    Grouped,
}

/// <summary>The ways out of the journey. "Parked" is not one: it is an effect that waits for a person.</summary>
public enum Exit
{
    None,

    /// <summary>The person does not want to be written to. Nothing is sent any more.</summary>
    Declined,

    /// <summary>The person deleted us.</summary>
    Lost,
}

/// <summary>What can be done to a person from outside. One of each kind and offer, ever.</summary>
public enum EffectKind
{
    Reply = 1,
    Invite,
    Welcome,
    Label,

    /// <summary>The one answer to a refusal in the chat: that nothing more comes.</summary>
    RefusalConfirmation,

    /// <summary>Following the person on the platform; by hand alone.</summary>
    Follow,

    /// <summary>Inviting a contact into the group who has not come by themselves; by hand alone.</summary>
    GroupInvite,

    /// <summary>What was promised for bringing friends; by hand alone.</summary>
    Reward,
}

/// <summary>Where one effect stands. The legal moves are <see cref="EffectMoves"/>.</summary>
public enum EffectStatus
{
    /// <summary>To be sent; a message for it is in its queue, or it waits for a window.</summary>
    Wanted = 1,

    /// <summary>Claimed by an attempt whose outcome is not written down yet.</summary>
    Sending,

    /// <summary>The platform took it.</summary>
    Sent,

    /// <summary>Nobody knows whether it was sent; to be read back, never guessed.</summary>
    Unknown,

    /// <summary>Waits for a person, with the reason.</summary>
    Parked,

    /// <summary>Will not be sent: its object is gone, or the person declined.</summary>
    Dropped,
}

/// <summary>The table of legal moves of an effect.</summary>
public static class EffectMoves
{
    private static readonly HashSet<(EffectStatus From, EffectStatus To)> Legal =
    [
        (EffectStatus.Wanted, EffectStatus.Sending),      // claimed
        (EffectStatus.Wanted, EffectStatus.Unknown),      // may have been done in what was lost
        (EffectStatus.Wanted, EffectStatus.Sent),         // done by hand
        (EffectStatus.Wanted, EffectStatus.Parked),       // cannot be tried
        (EffectStatus.Wanted, EffectStatus.Dropped),      // declined, gone
        (EffectStatus.Sending, EffectStatus.Sent),        // accepted, or found when read back
        (EffectStatus.Sending, EffectStatus.Wanted),      // certainly not carried out
        (EffectStatus.Sending, EffectStatus.Unknown),     // nobody knows
        (EffectStatus.Sending, EffectStatus.Parked),      // refused; or a crash that cannot be read back
        (EffectStatus.Sending, EffectStatus.Dropped),     // its object is gone; or nobody looks for it
        (EffectStatus.Unknown, EffectStatus.Sent),        // found
        (EffectStatus.Unknown, EffectStatus.Wanted),      // provably absent
        (EffectStatus.Unknown, EffectStatus.Parked),      // cannot be read back
        (EffectStatus.Unknown, EffectStatus.Dropped),     // its object is gone
        (EffectStatus.Sent, EffectStatus.Parked),         // said to be done by hand, which was a mistake
        (EffectStatus.Sent, EffectStatus.Wanted),         // labels of somebody who came back to another member of staff; another refusal
        (EffectStatus.Parked, EffectStatus.Wanted),       // replayed by an operator, or possible again
        (EffectStatus.Parked, EffectStatus.Unknown),      // replayed, and it may have been sent: looked for first
        (EffectStatus.Parked, EffectStatus.Sent),         // done by hand, or a late receipt
        (EffectStatus.Parked, EffectStatus.Dropped),      // given up by an operator; declined
        (EffectStatus.Dropped, EffectStatus.Wanted),      // asked for again, after an operator took a refusal back; another friend came
        (EffectStatus.Dropped, EffectStatus.Parked),      // given up, which was a mistake
    ];

    public static bool IsLegal(EffectStatus from, EffectStatus to) => Legal.Contains((from, to));
}
