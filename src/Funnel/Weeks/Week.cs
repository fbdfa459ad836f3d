using System.Globalization;

namespace Funnel.Weeks;

/// <summary>A week from Monday to Sunday, by the days of the merchant's calendar: <c>2026-W10</c> (ISO 8601).</summary>
/// <param name="Monday">Its first day.</param>
public readonly record struct Week(DateOnly Monday) : IComparable<Week>
{
    private const int Days = 7;

    /// <summary>Around years beyond these nothing can be reckoned.</summary>
    private const int FirstYear = 3;
    private const int LastYear = 9_997;

    public DateOnly Sunday => Monday.AddDays(Days - 1);

    public Week Before => new(Monday.AddDays(-Days));

    public Week Next => new(Monday.AddDays(Days));

    /// <summary>The week in which a day lies.</summary>
    public static Week Of(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + Days - 1) % Days)));

    /// <param name="text">As <c>2026-W10</c>.</param>
    public static bool TryParse(string? text, out Week week)
    {
        week = default;
        if (text is not { Length: 8 } || text[4] != '-' || text[5] is not ('W' or 'w')
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < FirstYear or > LastYear
            || !int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > ISOWeek.GetWeeksInYear(year))
        {
            return false;
        }

        week = new(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday)));
        return true;
    }

    public int CompareTo(Week other) => Monday.CompareTo(other.Monday);

    public override string ToString()
    {
        var day = Monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):D4}-W{ISOWeek.GetWeekOfYear(day):D2}");
    }
}
