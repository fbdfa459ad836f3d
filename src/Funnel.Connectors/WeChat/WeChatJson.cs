using System.Text.Json.Serialization;

namespace Funnel.Connectors.WeChat;

/// <summary>What every answer may carry: 0 or nothing is success.</summary>
internal record Answer
{
    public int? Errcode { get; init; }
}

internal sealed record TokenRequest(string GrantType, string Appid, string Secret, bool ForceRefresh);

internal sealed record TokenAnswer(string? AccessToken, int ExpiresIn) : Answer;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString, Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class WeChatJson : JsonSerializerContext;
