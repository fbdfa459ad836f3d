namespace Funnel.Leads;

/// <summary>
/// What a lead counts for besides its marks: its stay as a contact and its waits, four numbers each as a line keeps them (<see cref="CountedAs"/> and what it says). Follows from
/// the lead alone, so that a rebuild comes to the same.
/// </summary>
internal static class LeadMeasures
{
    private const int Numbers = 4;

    /// <summary>Clocks of platforms differ by less. What ended longer before it began did not wait for it.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <returns>Null when there is nothing to count.</returns>
    public static IReadOnlyList<int>? Of(Lead lead, Origin origin)
    {
        var numbers = new List<int>();
        var stays = Stay.Of(lead);
        if (stays is [var first, ..])
        {
            var notes = (first.FoundLate ? StayNotes.FoundLate : 0) | (first.To is not null && lead.LeftAt is null ? StayNotes.IsBack : 0);
            numbers.AddRange([(int)CountedAs.Stay, (int)Math.Floor((first.From - origin.Midnight).TotalDays), first.Days, (int)notes]);
        }

        var (reply, invite, welcome) = (lead.Find(Effect.ReplyId(origin.OfferId)), lead.Find(Effect.InviteId), lead.Find(Effect.WelcomeId));
        var (asked, replied, talked, added) = (reply is null ? null : lead.WaitsSince(reply), DoneAt(reply), lead.TalkedAt, stays is [var stay, ..] ? stay.From : (DateTimeOffset?)null);
        var invited = reply is { CarriesLink: true } ? replied : DoneAt(invite);
        void Add(WaitKind kind, DateTimeOffset? from, DateTimeOffset? to, bool isOpen, TimeSpan skew) => numbers.AddRange(Wait(kind, from, to, isOpen, skew, origin));
        Add(WaitKind.Reply, asked, replied, IsUnderWay(reply), TimeSpan.MaxValue);
        Add(WaitKind.Chat, replied, talked, isOpen: invited is null, Skew);
        Add(WaitKind.Invitation, talked, invited, IsUnderWay(invite), Skew);
        Add(WaitKind.Arrival, invited, added, isOpen: true, Skew);
        Add(WaitKind.Welcome, added, DoneAt(welcome), IsUnderWay(welcome), TimeSpan.MaxValue);
        Add(WaitKind.Contact, replied, added, isOpen: true, Skew);
        return numbers.Count > 0 ? numbers : null;
    }

    /// <summary>What a counter counts for a line's numbers.</summary>
    public static IEnumerable<Counted> Read(Cell cell, IReadOnlyList<int>? numbers)
    {
        for (var i = 0; i + Numbers <= (numbers?.Count ?? 0); i += Numbers)
        {
            var (what, first, second, third) = ((CountedAs)numbers![i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
            if (what == CountedAs.Hour)
            {
                yield return new(cell, CountedAs.Wait, first, third);
                yield return new(null, CountedAs.Hour, first, second, third);
            }
            else
            {
                yield return new(cell, what, first, second, third);
            }
        }
    }

    private static int[] Wait(WaitKind kind, DateTimeOffset? from, DateTimeOffset? to, bool isOpen, TimeSpan skew, Origin origin)
    {
        if (from is not { } began || (to is null && !isOpen) || (to is { } end && began - end > skew))
        {
            return [];
        }

        var hour = (int)Math.Floor((began - origin.Midnight).TotalHours);
        return to is { } ended
            ? [(int)CountedAs.Hour, (int)kind, (((hour % 24) + 24) % 24), WaitBuckets.Of(ended - began)]
            : [(int)CountedAs.Open, (int)kind, hour, 0];
    }

    /// <summary>When it was done: at its latest attempt, as far as nobody did it by hand; a look that found it came later.</summary>
    private static DateTimeOffset? DoneAt(Effect? effect) => effect is not { Status: EffectStatus.Sent } ? null
        : effect.Hand is null && effect.AttemptedAt is { } at ? at
        : effect.SentAt;

    private static bool IsUnderWay(Effect? effect) => effect is { Status: not (EffectStatus.Sent or EffectStatus.Dropped) };
}
