using Funnel.Leads;

namespace Funnel.Outreach;

/// <summary>What counts as success of a public wording, among the people to whom it was said.</summary>
public enum WordingReward
{
    /// <summary>The reply was accepted: among those for whom it was tried.</summary>
    Replied = 1,

    /// <summary>They opened the chat.</summary>
    Talking,

    /// <summary>They were given the contact card.</summary>
    Invited,

    /// <summary>They became a contact.</summary>
    Added,

    /// <summary>They have the material.</summary>
    Served,
}

internal static class WordingRewards
{
    /// <summary>What whoever it was won with counts for.</summary>
    public static Marks Mark(this WordingReward reward) => reward switch
    {
        WordingReward.Replied => Marks.Replied,
        WordingReward.Talking => Marks.Talking,
        WordingReward.Invited => Marks.Invited,
        WordingReward.Added => Marks.Added,
        WordingReward.Served => Marks.Served,
        _ => throw new ArgumentOutOfRangeException(nameof(reward), reward, "unknown reward"),
    };
}
