using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Reasons;

/// <summary>
/// A reason as it is stored: code, arguments and cause, without words. Versions before wrote English text instead, which becomes the reason that says the same
/// where that is known for certain, and else a text.
/// </summary>
internal sealed class StoredReason : JsonConverter<Reason>
{
    /// <summary>Attempts and looks are known up to here; few effects came to more.</summary>
    private const int MostTimes = 20;

    /// <summary>Texts of versions before that say all there is to say.</summary>
    private static readonly Dictionary<string, Reason> Earlier = new(Counted(), StringComparer.Ordinal)
    {
        ["the person declined"] = Reason.PersonDeclined,
        ["already a contact"] = Reason.AlreadyContact,
        ["given up by hand"] = Reason.GivenUp,
        ["what it was about is gone"] = Reason.ObjectGone,
        ["waits for the person to write"] = Reason.WaitsForPersonToWrite,
        ["nobody can tell whether it was sent: look at it, then mark it done or replay it"] = Reason.OutcomeUnknown,
        ["no live welcome code came with the contact: send the material by hand, then mark it done"] = Reason.NoWelcomeCode,
        ["the welcome code ended before it could be used: send the material by hand, then mark it done"] = Reason.WelcomeCodeUnused,
        ["the welcome code ended before anybody knew whether the welcome arrived: ask staff to look, then mark it done or send it by hand"] = Reason.WelcomeCodeEnded,
        ["what came of it was never written down; to send it again does no harm"] = Reason.NeverSettled,
        ["the clock was set back since the attempt: it is looked for when it has had its time again"] = Reason.ClockSetBack,
        ["the platform's receipt"] = Reason.PlatformReceipt,
        ["the person came by its link"] = Reason.CameByItsLink,
        ["its work failed again and again (the log says how): replay it when the cause is mended"] = Reason.WorkFailed,
    };

    public static Reason FromText(string text) => Find(text) ?? Reason.Text(text);

    /// <returns>Null when it is not one of the texts that versions before wrote for a reason.</returns>
    public static Reason? Find(string text) => Earlier.GetValueOrDefault(text);

    /// <exception cref="JsonException">It is neither text nor an object with a code.</exception>
    public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FromText(reader.GetString()!);
        }

        using var json = JsonDocument.ParseValue(ref reader);
        return From(json.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("code", value.Code);
        if (!value.Args.IsEmpty)
        {
            writer.WriteStartObject("args");
            foreach (var (name, arg) in value.Args)
            {
                writer.WriteString(name, arg);
            }

            writer.WriteEndObject();
        }

        if (value.Cause is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause, options);
        }

        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">It is not an object with a code.</exception>
    public static Reason From(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.String)
        {
            throw new JsonException("a reason is a text, or an object with a code");
        }

        var args = json.TryGetProperty("args", out var named) ? named.EnumerateObject().Select(a => KeyValuePair.Create(a.Name, a.Value.ToString())) : [];
        return new(code.GetString()!, args.ToImmutableSortedDictionary(StringComparer.Ordinal))
        {
            Cause = json.TryGetProperty("cause", out var cause) ? From(cause) : null,
        };
    }

    private static IEnumerable<KeyValuePair<string, Reason>> Counted() => Enumerable.Range(1, MostTimes)
        .SelectMany(n => new[] { KeyValuePair.Create($"attempt {n}", Reason.Attempt(n)), KeyValuePair.Create($"look {n}", Reason.Look(n)) });
}
