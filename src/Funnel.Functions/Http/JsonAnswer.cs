using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Functions.Http;

/// <summary>Answers in JSON, the same whatever the host's own habits are: names in camel case, enums as <c>not-found</c>, nulls left out.</summary>
internal static class JsonAnswer
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static ContentResult Of<T>(T value, int status = StatusCodes.Status200OK) => Text(JsonSerializer.Serialize(value, Web), status);

    /// <param name="json">JSON already.</param>
    public static ContentResult Text(string json, int status) => new() { Content = json, ContentType = "application/json", StatusCode = status };
}
