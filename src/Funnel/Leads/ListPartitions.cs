using System.Globalization;

namespace Funnel.Leads;

/// <summary>Where the lists stand in <see cref="Storage.Tables.Lists"/>.</summary>
internal static class ListPartitions
{
    private const string DayPrefix = "day|";

    /// <summary>Lines of one account and merchant's day, and the counters that are always their sum.</summary>
    public static string Day(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{DayPrefix}{accountId}|{day:yyyy-MM-dd}");

    /// <summary>Whether lines of the partition are counted.</summary>
    public static bool IsCounted(string partition) => partition.StartsWith(DayPrefix, StringComparison.Ordinal);

    /// <summary>Lines of leads without <see cref="Lead.Origin"/>, by UTC day; nothing counts them.</summary>
    public static string EarlierDay(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"leads|{accountId}|{day:yyyy-MM-dd}");

    public static string Waiting(string accountId) => "waiting|" + accountId;

    /// <summary>The day that a lead belongs to: the merchant's, or of one of an earlier version the UTC day.</summary>
    public static DateOnly DayOf(Lead lead) => lead.Origin?.Day ?? DateOnly.FromDateTime(lead.OpenedAt.UtcDateTime);

    /// <summary>Where a lead's line stands.</summary>
    public static string Of(Lead lead) => lead.Origin is null ? EarlierDay(lead.AccountId, DayOf(lead)) : Day(lead.AccountId, DayOf(lead));
}
