using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>What the host itself answers when a request fails.</summary>
internal sealed record ErrorBody(string Error);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HttpJson : JsonSerializerContext;
