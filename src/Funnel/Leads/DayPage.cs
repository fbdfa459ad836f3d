using System.Globalization;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>The rows of a day's partition: lines by lead id; before them counters by <c>#</c> and video, and what says that they changed.</summary>
internal static class DayPage
{
    private const string CounterPrefix = "#";
    private const string ForgottenPrefix = "!";

    /// <summary>Changes with whatever changes a counter of the day, in the same commit: what was read under it need not be read again.</summary>
    public const string StampKey = "$";

    public static KeyRange Counters { get; } = KeyRange.Prefix(CounterPrefix);

    /// <summary>What lines counted for that were forgotten: a counter is the sum of the lines and of this.</summary>
    public static KeyRange Forgotten { get; } = KeyRange.Prefix(ForgottenPrefix);

    public static KeyRange Lines { get; } = new("0", null);

    public static bool IsCounter(string key) => key.StartsWith(CounterPrefix, StringComparison.Ordinal);

    public static bool IsForgotten(string key) => key.StartsWith(ForgottenPrefix, StringComparison.Ordinal);

    public static RowChange NewStamp(string partition) => new RowChange.Put(new(partition, StampKey, Guid.NewGuid().ToString("N")));

    public static bool IsStamp(string key) => string.Equals(key, StampKey, StringComparison.Ordinal);

    public static string ForgottenKey(string videoId) => ForgottenPrefix + videoId;

    public static string CounterKey(string videoId) => CounterPrefix + videoId;

    /// <summary>Of a counter, or of what was forgotten.</summary>
    public static string VideoOf(Row counter) => counter.Key[CounterPrefix.Length..];

    public static Row ToRow(string partition, LeadLine line) =>
        new(partition, line.Lead.Id.ToString(), JsonSerializer.Serialize(line, LeadJson.Plain.LeadLine)) { Columns = Columns(line.Lead) };

    public static Row ToRow(string partition, string videoId, VideoCounter counter) => new(partition, CounterKey(videoId), counter.ToJson());

    /// <summary>A line that nothing counts: in the list of those who wait, and of days of earlier versions.</summary>
    public static Row ToRow(string partition, LeadSummary lead) =>
        new(partition, lead.Id.ToString(), JsonSerializer.Serialize(lead, LeadJson.Plain.LeadSummary)) { Columns = Columns(lead) };

    public static LeadLine ReadLine(Row row) => JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.LeadLine)!;

    public static LeadSummary ReadSummary(Row row) => JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.LeadSummary)!;

    private static Dictionary<string, string> Columns(LeadSummary lead) => new(StringComparer.Ordinal)
    {
        ["Stage"] = lead.Stage.ToString(),
        ["MovedAt"] = lead.MovedAt.ToString("O", CultureInfo.InvariantCulture),
    };
}
