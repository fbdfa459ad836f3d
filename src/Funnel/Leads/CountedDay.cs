using Funnel.Accounts;

namespace Funnel.Leads;

/// <summary>A merchant's day, looked at now: counters say when waits began, not how long they have lasted.</summary>
/// <param name="Offset">The merchant's.</param>
internal sealed record CountedDay(DateOnly Day, TimeSpan Offset, DateTimeOffset Now)
{
    private readonly double hours = (Now - new DateTimeOffset(Day.ToDateTime(TimeOnly.MinValue), Offset)).TotalHours;

    /// <summary>Days for which everybody who was added on that day was, or could have been, a contact.</summary>
    public int AgeOfCohort(int daysAfter) => Math.Max(0, MerchantDays.Of(Offset, Now).DayNumber - Day.DayNumber - daysAfter - 1);

    /// <summary>Adds marks and waits of a cell of the day; stays are the caller's to sort.</summary>
    public void Add(PeopleSum sum, CellCount cell)
    {
        sum.AddMarks(cell.People);
        for (var i = 0; i + 2 < (cell.Waits?.Length ?? 0); i += 3)
        {
            sum.AddWaits(cell.Waits![i], cell.Waits[i + 1], cell.Waits[i + 2]);
        }

        for (var i = 0; i + 2 < (cell.Open?.Length ?? 0); i += 3)
        {
            sum.AddOpen(cell.Open![i], HoursSince(cell.Open[i + 1]), cell.Open[i + 2]);
        }
    }

    /// <summary>Since the middle of an hour of the day, or of one before or after it.</summary>
    private int HoursSince(int hour) => (int)Math.Floor(hours - hour - 0.5);
}
