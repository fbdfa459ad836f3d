using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Embedded.Sqlite;

/// <summary>The readable columns of a row as one JSON object, kept legible for people: no escapes for Chinese.</summary>
internal static class RowColumns
{
    private static readonly RowColumnsJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[]? Write(IReadOnlyDictionary<string, string> columns) =>
        columns.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(columns, Json.IReadOnlyDictionaryStringString);

    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, Json.IReadOnlyDictionaryStringString);
}

[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class RowColumnsJson : JsonSerializerContext;
