using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>Something that is stored of a person.</summary>
/// <param name="Place">The table or queue.</param>
/// <param name="Key">Where in it.</param>
/// <param name="Data">As it is stored.</param>
public sealed record PersonalPiece(string Place, string Key, JsonElement Data)
{
    internal static PersonalPiece Of(string table, Row row) => new(table, $"{row.Partition} / {row.Key}", Json(row.Payload));

    /// <summary>A text as JSON.</summary>
    internal static string Text(string? text) => text is null ? "null" : JsonSerializer.Serialize(text, PieceJson.Plain.String);

    /// <summary>What is no JSON is shown as text.</summary>
    internal static JsonElement Json(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(payload, PieceJson.Plain.String);
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class PieceJson : System.Text.Json.Serialization.JsonSerializerContext
{
    public static PieceJson Plain { get; } = new(StoredJson.Options());
}

/// <summary>
/// A kind of place where something is kept of people. Export and erasure go through all that are registered; who keeps something new adds one, and a line to
/// docs/PERSONAL-DATA.md.
/// </summary>
public interface IPersonalPlace
{
    /// <summary>All that is stored of the person there.</summary>
    IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct);

    /// <summary>Removes it, or takes out of what is others' too whatever names the person. Idempotent.</summary>
    /// <param name="isLastLook">The look after everything was removed: what is found now a process that was late put back.</param>
    /// <returns>Rows and messages that were removed or changed.</returns>
    Task<int> Erase(Person person, bool isLastLook, CancellationToken ct);
}
