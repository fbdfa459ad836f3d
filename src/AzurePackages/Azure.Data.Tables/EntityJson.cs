using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities in the service's JSON. Types that JSON has not are text with a second property that names the type.</summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    // Chinese takes three bytes a character instead of the six of an escape: a batch has 4 MiB.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ITableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        foreach (var (name, value) in AsTableEntity(entity))
        {
            if (value is not null && name is not (EntityNames.ETag or EntityNames.Timestamp))
            {
                WriteProperty(writer, name, value);
            }
        }

        writer.WriteEndObject();
#pragma warning disable MA0045 // Into memory: nothing to wait for.
        writer.Flush();
#pragma warning restore MA0045
        return buffer.WrittenSpan.ToArray();
    }

    public static TableEntity Read(JsonElement json)
    {
        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            var name = property.Name;
            if (name.Equals(EntityNames.ETag, StringComparison.Ordinal))
            {
                entity.ETag = new(property.Value.GetString()!);
            }
            else if (!name.Contains("odata.", StringComparison.Ordinal) && property.Value.ValueKind != JsonValueKind.Null)
            {
                var type = json.TryGetProperty(name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
                entity[name] = ReadValue(property.Value, name is EntityNames.Timestamp ? "Edm.DateTime" : type);
            }
        }

        return entity;
    }

    /// <summary>The official client maps classes of any shape; this project uses TableEntity alone.</summary>
    public static TableEntity AsTableEntity(ITableEntity entity) =>
        entity as TableEntity ?? throw new NotSupportedException($"This client reads and writes TableEntity, not {entity.GetType()}.");

    private static void WriteProperty(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number) && number != Math.Truncate(number):
                writer.WriteNumber(name, number);
                break;
            default:
                var (type, form) = Annotated(name, value);
                writer.WriteString(name + TypeSuffix, type);
                writer.WriteString(name, form);
                break;
        }
    }

    private static (string Type, string Text) Annotated(string name, object value) => value switch
    {
        // Without its type a whole double would come back as an integer, and JSON has no infinities.
        double number => ("Edm.Double", number.ToString("R", CultureInfo.InvariantCulture)),
        long number => ("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)),
        Guid id => ("Edm.Guid", id.ToString()),
        byte[] bytes => ("Edm.Binary", Convert.ToBase64String(bytes)),
        BinaryData data => ("Edm.Binary", Convert.ToBase64String(data.ToMemory().Span)),
        DateTimeOffset at => ("Edm.DateTime", Time(at.UtcDateTime)),
        DateTime at => ("Edm.DateTime", Time(at.ToUniversalTime())),
        _ => throw new NotSupportedException($"Property '{name}' is a {value.GetType()}, which Table Storage cannot hold."),
    };

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static object ReadValue(JsonElement value, string? type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.True or JsonValueKind.False, _) => value.GetBoolean(),
        (JsonValueKind.Number, "Edm.Double") => value.GetDouble(),
        (JsonValueKind.Number, _) => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
        (_, "Edm.Double") => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Int64") => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Guid") => Guid.Parse(value.GetString()!),
        (_, "Edm.Binary") => value.GetBytesFromBase64(),
        (_, "Edm.DateTime") => value.GetDateTimeOffset(),
        _ => value.GetString()!,
    };
}
