namespace Funnel.Connectors.Http;

/// <summary>How far back lists are read that want to know: as far as anybody is answered, and no further than platforms allow.</summary>
/// <param name="age">The age of the oldest comment that is answered (<c>intake.maxAge</c>).</param>
internal sealed class ReadWindow(TimeSpan age)
{
    /// <summary>Three months, which are 89 days at the least, with the first and the last.</summary>
    private const int MaxDays = 88;

    /// <summary>The beginning of the first day that is read: whole days, so that the list's end moves once a day only.</summary>
    public DateTimeOffset Start(DateTimeOffset now) => new DateTimeOffset(now.Date, now.Offset).AddDays(-Math.Min(MaxDays, Math.Ceiling(age.TotalDays)));
}
