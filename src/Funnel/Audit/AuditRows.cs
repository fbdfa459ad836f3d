using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Audit;

/// <summary>
/// Audit lines as rows: a partition per UTC month, keys by falling time, so that a range is read from its newest line on and old months are found without a search.
/// </summary>
internal static class AuditRows
{
    private const int Schema = 1;
    private const int TicksDigits = 19;

    public static string Partition(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The first key of a moment: what is later has a smaller one.</summary>
    public static string KeyFrom(DateTimeOffset at) => (long.MaxValue - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>When the line of a key was written; null when it is no key.</summary>
    public static DateTimeOffset? At(string key) =>
        key.Length > TicksDigits && long.TryParse(key.AsSpan(0, TicksDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var left)
            && long.MaxValue - left is >= 0 and var ticks && ticks <= DateTimeOffset.MaxValue.Ticks ? new(ticks, TimeSpan.Zero) : null;

    public static Row ToRow(AuditLine line)
    {
        var id = line.Id is { } given ? Fnv1a.Hash64(given).ToString("x16", CultureInfo.InvariantCulture) : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var document = new AuditDocument(
            Schema, line.At, Cut(line.By, AuditLine.MaxName)!, line.What, Cut(line.On, AuditLine.MaxName)!, Cut(line.Before, AuditLine.MaxValue), Cut(line.After, AuditLine.MaxValue),
            Cut(line.Address, AuditLine.MaxName), line.Count == 1 ? null : line.Count);
        return new(Partition(line.At), $"{KeyFrom(line.At)}-{id}", JsonSerializer.Serialize(document, AuditJson.Plain.AuditDocument));
    }

    /// <summary>Fields that a newer version wrote besides are not shown, and stay.</summary>
    public static AuditLine Read(Row row)
    {
        var d = JsonSerializer.Deserialize(row.Payload, AuditJson.Plain.AuditDocument)!;
        return new(d.By, d.What, d.On) { At = d.At, Before = d.Before, After = d.After, Address = d.Address, Count = d.Count ?? 1, Id = row.Key };
    }

    private static string? Cut(string? text, int most) => text is null ? null : TextCutter.Ellipsis(text, most);
}

internal sealed record AuditDocument(int Schema, DateTimeOffset At, string By, string What, string On, string? Before, string? After, string? Address, int? Count);

/// <summary>JSON of audit lines.</summary>
[JsonSerializable(typeof(AuditDocument))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Plain { get; } = new(StoredJson.Options());
}
