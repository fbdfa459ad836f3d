using System.Text.Json.Serialization;

namespace Azure.Data.Tables;

internal sealed record TableName([property: JsonPropertyName("TableName")] string Name);

internal sealed record ErrorBody([property: JsonPropertyName("odata.error")] ErrorDetail? Error);

internal sealed record ErrorDetail([property: JsonPropertyName("code")] string? Code, [property: JsonPropertyName("message")] ErrorMessage? Message);

internal sealed record ErrorMessage([property: JsonPropertyName("value")] string? Value);

[JsonSerializable(typeof(TableName))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class TableJson : JsonSerializerContext;
