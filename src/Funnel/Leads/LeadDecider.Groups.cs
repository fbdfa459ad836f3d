using System.Collections.Immutable;
using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>Coming into groups, and leaving them.</content>
public static partial class LeadDecider
{
    private static Decided JoinGroup(Lead lead, LeadCommand.JoinGroup c)
    {
        var at = LatestStay(lead, c.GroupId);
        var last = at < 0 ? null : lead.Groups[at];
        var isSame = c.IsSeen && last is { To: not null, FoundLate: true } && c.At <= last.From; // they had not left: the list was not whole, or late
        if (!isSame && last is { To: { } left } && last.From == left && c.At < left)
        {
            // That they left was told first.
            return Decided.Move(lead with { Groups = lead.Groups.SetItem(at, last with { From = c.At }) }, new LeadEvent(LeadEventKind.JoinedGroup, c.Now, c.By, Detail: c.GroupId));
        }

        if (last is { To: null } || (last is not null && c.At <= last.To && !isSame))
        {
            return Decided.Nothing(lead);
        }

        var stays = isSame ? lead.Groups.SetItem(at, last! with { From = c.At, To = null, FoundLate = false }) : Bounded(lead.Groups.Add(new(c.GroupId, c.At)));
        var joined = lead with { Groups = stays };
        var moved = joined.Stage == Stage.Served ? Advance(joined, Stage.Grouped, c.Now) : joined;
        var decided = Decided.Move(moved, new LeadEvent(LeadEventKind.JoinedGroup, c.Now, c.By, Stage: moved.Stage != lead.Stage ? Stage.Grouped : null, Detail: c.GroupId));
        return moved.Find(Effect.GroupInviteId) is not { Status: EffectStatus.Wanted or EffectStatus.Parked } invite ? decided
            : (decided with { State = moved.With(invite with { Status = EffectStatus.Dropped, Reason = Reason.InGroup, NotBefore = null }) })
                .And(Event(LeadEventKind.Dropped, c, invite, Reason.InGroup));
    }

    /// <summary>Events come in any order: who leaves was there, whether that was told or not.</summary>
    private static Decided LeaveGroup(Lead lead, LeadCommand.LeaveGroup c)
    {
        var at = LatestStay(lead, c.GroupId);
        var last = at < 0 ? null : lead.Groups[at];
        if (last is not null && c.At <= (last.To ?? last.From - TimeSpan.FromTicks(1)))
        {
            return Decided.Nothing(lead);
        }

        var stays = last is { To: null } ? lead.Groups.SetItem(at, last with { To = c.At, FoundLate = c.IsFoundLate })
            : Bounded(lead.Groups.Add(new(c.GroupId, c.At, c.At) { FoundLate = c.IsFoundLate }));
        return Decided.Move(lead with { Groups = stays }, new LeadEvent(LeadEventKind.LeftGroup, c.Now, c.By, Detail: c.GroupId));
    }

    private static ImmutableArray<GroupStay> Bounded(ImmutableArray<GroupStay> stays) => stays.Length > GroupStay.Most ? stays.RemoveAt(1) : stays;

    /// <summary>Who is not in the group after a while is a task for staff.</summary>
    private static Decided AskedIntoGroup(Decided arrived, LeadCommand.Arrive c)
    {
        if (c.GroupTaskAfter is not { } after || arrived.State is not { Exit: not Exit.Declined, IsInGroup: false } lead || lead.Find(Effect.GroupInviteId) is not null)
        {
            return arrived;
        }

        var invite = new Effect(Effect.GroupInviteId, EffectKind.GroupInvite, lead.OfferId, EffectStatus.Wanted) { NotBefore = c.Now + after };
        return arrived with { State = lead.With(invite), Work = arrived.Work.Add(Work.On(invite, Shorter(after, MostUnseen))) };
    }

    /// <summary>Messages are not kept hidden for longer; who finds nothing due puts it off again.</summary>
    private static readonly TimeSpan MostUnseen = TimeSpan.FromDays(1);

    /// <returns>-1 when the person never was in the group.</returns>
    private static int LatestStay(Lead lead, string groupId)
    {
        var at = lead.Groups.Length - 1;
        while (at >= 0 && !string.Equals(lead.Groups[at].GroupId, groupId, StringComparison.Ordinal))
        {
            at--;
        }

        return at;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
