using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Triage.Learning;

/// <summary>How a correction is stored: the slots of a decision as base64 of little-endian 16-bit numbers.</summary>
internal static partial class CorrectionJson
{
    private const int Schema = 1;

    internal sealed record Document(int Schema, IReadOnlyList<Entry> Decisions);

    internal sealed record Entry(string Id, bool Inquiry, float Base, byte[] Slots);

    internal static string Write(IEnumerable<LearnedDecision> decisions) => JsonSerializer.Serialize(
        new Document(Schema, [.. decisions.Select(d => new Entry(d.Id, d.Inquiry, d.BaseLogit, MemoryMarshal.AsBytes(d.Slots.AsSpan()).ToArray()))]),
        Context.Default.Document);

    internal static ImmutableList<LearnedDecision> Read(string json)
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, Context.Default.Document);
            if (document is not { Schema: Schema, Decisions: { Count: <= AccountCorrection.MaxDecisions } entries })
            {
                throw new InvalidDataException($"This is not a triage correction of schema {Schema} with at most {AccountCorrection.MaxDecisions} decisions.");
            }

            return [.. entries.Select(Decision)];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The triage correction is not valid JSON: {e.Message}", e);
        }
    }

    private static LearnedDecision Decision(Entry entry)
    {
        var slots = MemoryMarshal.Cast<byte, ushort>(entry.Slots ?? []).ToArray();
        if (string.IsNullOrEmpty(entry.Id) || !float.IsFinite(entry.Base) || slots.Length % 3 != 1 || slots.Length > 1 + 3 * CorrectionFeatures.MaxPositions
            || slots.Any(s => s >= 1 << CorrectionFeatures.Bits))
        {
            throw new InvalidDataException($"The decision '{entry.Id}' of the triage correction is damaged.");
        }

        return new LearnedDecision(entry.Id, slots, entry.Base, entry.Inquiry);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class Context : JsonSerializerContext;
}
