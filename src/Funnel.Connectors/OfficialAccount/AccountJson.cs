using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.WeChat;

namespace Funnel.Connectors.OfficialAccount;

internal sealed record CodeRequest(long ExpireSeconds, string ActionName, SceneInfo ActionInfo);

internal sealed record SceneInfo(Scene Scene);

internal sealed record Scene(string SceneStr);

internal sealed record CodeAnswer(string? Ticket, long ExpireSeconds) : Answer;

internal sealed record TextMessage(string Touser, string Msgtype, TextContent Text);

internal sealed record TextContent(string Content);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(TextMessage))]
internal sealed partial class AccountJson : JsonSerializerContext
{
    /// <summary>Without escapes: merchants report that people are shown what is escaped in a message's text.</summary>
    public static AccountJson Plain { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
