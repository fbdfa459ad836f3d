namespace Funnel.Connectors.WeCom;

/// <summary>Seconds since 1970 as they come over the wire, where anything may come.</summary>
internal static class UnixTime
{
    private static readonly long Least = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Most = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The moment, or null when the number is no moment of the calendar.</summary>
    public static DateTimeOffset? Read(long seconds) => seconds >= Least && seconds <= Most ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
