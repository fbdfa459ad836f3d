using System.Globalization;
using Azure.Data.Tables;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// A row as an entity: readable columns under their own names, the payload in <c>Payload</c>, <c>Payload1</c>, <c>Payload2</c> … as a string
/// property holds 32 Ki characters.
/// </summary>
internal static class RowEntity
{
    private const string Payload = "Payload";

    private const int MaxPropertyChars = 32 * 1024;

    public static TableEntity From(Row row)
    {
        var entity = new TableEntity(KeyText.Encode(row.Partition), KeyText.Encode(row.Key));
        foreach (var (name, value) in row.Columns)
        {
            entity[name] = value;
        }

        var part = 0;
        for (var at = 0; at < row.Payload.Length || part == 0; part++)
        {
            var end = EndOfPart(row.Payload, at);
            entity[PartName(part)] = row.Payload[at..end];
            at = end;
        }

        return entity;
    }

    public static TableEntity KeyOnly(string partition, string key) => new(KeyText.Encode(partition), KeyText.Encode(key));

    /// <exception cref="FormatException">The entity was not written by this program.</exception>
    public static Row ToRow(TableEntity entity)
    {
        var parts = new List<string>();
        while (Text(entity, PartName(parts.Count)) is { } part)
        {
            parts.Add(part);
        }

        if (Text(entity, "PartitionKey") is not { } partition || Text(entity, "RowKey") is not { } key || Text(entity, "odata.etag") is not { Length: > 0 } version || parts.Count == 0)
        {
            throw new FormatException(
                $"a row has no key, no version or no {Payload}. Either it was not written by this program, or what answered is not the storage service.");
        }

        return new(KeyText.Decode(partition), KeyText.Decode(key), string.Concat(parts)) { Version = version, Columns = Columns(entity) };
    }

    private static string? Text(TableEntity entity, string name) => entity.TryGetValue(name, out var value) ? value as string : null;

    private static Dictionary<string, string> Columns(TableEntity entity)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in entity)
        {
            if (value is string text && !IsOurs(name))
            {
                columns.Add(name, text);
            }
        }

        return columns;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(Payload, StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal) || name is "PartitionKey" or "RowKey" or "Timestamp";

    private static string PartName(int part) => part == 0 ? Payload : Payload + part.ToString(CultureInfo.InvariantCulture);

    // Each property must be valid Unicode: a surrogate pair is not cut.
    private static int EndOfPart(string payload, int at)
    {
        var end = Math.Min(payload.Length, at + MaxPropertyChars);
        return end < payload.Length && char.IsHighSurrogate(payload[end - 1]) ? end - 1 : end;
    }
}
