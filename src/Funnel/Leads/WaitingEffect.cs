using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Reasons;

namespace Funnel.Leads;

/// <summary>An effect that waits for a person.</summary>
/// <param name="Effect">Its id.</param>
/// <param name="Reason">Why; null when that was not noted.</param>
public sealed record WaitingEffect(string Effect, Reason? Reason)
{
    /// <summary>Since when the person waits for it; null when that is not known, and in lines written before it was noted.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the chat closes in which it could be said; null where there is none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where it is to be done, when that is not the lead's last video.</summary>
    public string? VideoId { get; init; }

    internal static WaitingEffect Of(Lead lead, Effect effect) => new(effect.Id, effect.Reason)
    {
        Since = lead.WaitsSince(effect),
        Until = effect.Kind == EffectKind.Invite && lead.Window is { } window && lead.WindowUsed < window.Allowance ? window.ExpiresAt : null,
        VideoId = string.Equals(effect.VideoId, lead.Asks.LastOrDefault()?.VideoId, StringComparison.Ordinal) ? null : effect.VideoId,
    };
}

/// <summary>As it is stored. Versions before wrote one text: the id, which has no blank in it, a colon and a blank, and the reason.</summary>
internal sealed class StoredWaitingEffect : JsonConverter<WaitingEffect>
{
    private static readonly StoredReason Reasons = new();

    /// <exception cref="JsonException">It is neither text nor an object with an effect.</exception>
    public override WaitingEffect Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FromText(reader.GetString()!);
        }

        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.TryGetProperty("effect", out var effect)
            ? new(effect.GetString()!, json.RootElement.TryGetProperty("reason", out var reason) ? StoredReason.From(reason) : null)
            {
                Since = Time(json.RootElement, "since"),
                Until = Time(json.RootElement, "until"),
                VideoId = json.RootElement.TryGetProperty("videoId", out var video) ? video.GetString() : null,
            }
            : throw new JsonException("what waits has no effect");
    }

    public override void Write(Utf8JsonWriter writer, WaitingEffect value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("effect", value.Effect);
        if (value.Reason is { } reason)
        {
            writer.WritePropertyName("reason");
            Reasons.Write(writer, reason, options);
        }

        WriteTime(writer, "since", value.Since);
        WriteTime(writer, "until", value.Until);
        if (value.VideoId is { } video)
        {
            writer.WriteString("videoId", video);
        }

        writer.WriteEndObject();
    }

    private static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var time) ? time.GetDateTimeOffset() : null;

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } at)
        {
            writer.WriteString(name, at);
        }
    }

    private static WaitingEffect FromText(string text) => text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at
        ? new(text[..at], at + 2 < text.Length ? StoredReason.FromText(text[(at + 2)..]) : null)
        : new(text, null);
}
