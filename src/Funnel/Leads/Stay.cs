using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Funnel.Leads;

/// <summary>A time in which the person was a contact: from being added to deleting us. Handed over from one member of staff to another they stay.</summary>
/// <param name="From">When they were added: by the platform's event, or when we found them in a list, which has no times.</param>
/// <param name="To">When they deleted us; null while they have not.</param>
public sealed record Stay(DateTimeOffset From, DateTimeOffset? To = null)
{
    /// <summary>Stays kept per lead: the first, and the latest of the others.</summary>
    public const int Most = 8;

    /// <summary>Nobody told when it ended: it had, when we learned of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FoundLate { get; init; }

    /// <summary>Whole days from the beginning to the end; -1 while it lasts.</summary>
    internal int Days => To is { } end ? Math.Max(0, (end - From).Days) : -1;

    /// <summary>
    /// A lead whose stays, and the beginning of whose chat, are as contact and window say. Idempotent; what earlier versions did not note is noted as far as the lead knows it.
    /// </summary>
    internal static Decided Followed(Lead? before, Decided decided, LeadCommand command)
    {
        if (decided is not { Changes: true, State: { } after })
        {
            return decided;
        }

        var talked = after.TalkedAt ?? (after.Window is { IsChat: true } chat ? chat.OpenedAt : null);
        var stays = Of(after, isNew: before?.Contact is null, command);
        return talked == after.TalkedAt && stays == after.Stays ? decided : decided with { State = after with { TalkedAt = talked, Stays = stays } };
    }

    /// <summary>As stored, or of a lead of an earlier version as its latest arrival tells.</summary>
    internal static ImmutableArray<Stay> Of(Lead lead) =>
        lead.Stays.IsEmpty && lead is { Contact: not null, ArrivedAt: { } at } ? [new(at, lead.LeftAt)] : lead.Stays;

    private static ImmutableArray<Stay> Of(Lead lead, bool isNew, LeadCommand command)
    {
        if (lead.Contact is null)
        {
            return [];
        }

        var known = lead.Stays.IsEmpty && isNew ? [new(lead.ArrivedAt ?? command.Now)] : Of(lead);
        return (known, lead.LeftAt) switch
        {
            ([.., { To: null } last], { } left) => known.SetItem(known.Length - 1, last with { To = left, FoundLate = command is LeadCommand.Leave { IsFoundLate: true } }),
            ([.., { To: not null }], null) => Bounded(known.Add(new(lead.ArrivedAt ?? command.Now))),
            _ => known,
        };
    }

    private static ImmutableArray<Stay> Bounded(ImmutableArray<Stay> stays) => stays.Length > Most ? stays.RemoveAt(1) : stays;
}
