using System.Text;
using System.Text.Json;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Turns a message's text into what the function wants.</summary>
internal static class MessageBody
{
    /// <summary>False when the text is not JSON of that type; <paramref name="problem"/> says where, without quoting the text.</summary>
    public static bool TryBind(string body, Type type, out object value, out string problem)
    {
        problem = "";
        try
        {
            value = type == typeof(string) ? body
                : type == typeof(byte[]) ? Encoding.UTF8.GetBytes(body)
                : type == typeof(BinaryData) ? BinaryData.FromString(body)
                : JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web)!;
            problem = value is null ? "it is null" : "";
            return value is not null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            value = "";
            problem = e is JsonException json
                ? $"it is not JSON of that type, at {json.Path ?? "$"}, line {json.LineNumber}, byte {json.BytePositionInLine}"
                : "that type cannot be read from JSON";
            return false;
        }
    }
}
