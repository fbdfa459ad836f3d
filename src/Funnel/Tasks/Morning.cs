namespace Funnel.Tasks;

/// <summary>When a merchant's people begin to work.</summary>
internal static class Morning
{
    private static readonly TimeSpan Begins = TimeSpan.FromHours(9);

    /// <summary>Whoever puts something off until the morning means a night: at eight the next day's, at two the same day's.</summary>
    private static readonly TimeSpan AtLeast = TimeSpan.FromHours(4);

    /// <param name="offset">The merchant's, from UTC.</param>
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan offset)
    {
        var local = now.ToOffset(offset);
        var morning = new DateTimeOffset(local.Date, offset) + Begins;
        return morning - local >= AtLeast ? morning : morning.AddDays(1);
    }
}
