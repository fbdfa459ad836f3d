using System.Text.Json;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Settings;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// Offers as settings that merchants change. They are read with the reader of the configuration and keep its rules; only files they may name from one
/// folder alone, as whoever writes them is not whoever may read this machine's disk.
/// </summary>
public sealed class OfferSettings(IOptions<FunnelOptions> options, ConnectorBook connectors) : ISettingKind
{
    public const string Kind = "offers";

    public string Name => Kind;

    public IReadOnlyDictionary<string, string> OfFile { get; } = options.Value.Offers.ToDictionary(o => o.Id, ToJson, StringComparer.Ordinal);

    public CheckedValue Check(string id, string text)
    {
        var (offer, reader) = JsonValue.Read<OfferOptions>(text, ("id", id));
        if (offer is null)
        {
            return new("", reader.Errors());
        }

        if (!string.Equals(offer.Id, id, StringComparison.Ordinal))
        {
            reader.Complain("id", $"must be '{id}', as in the address, or be left out");
        }

        OfferRules.Check(offer, options.Value, reader.Complain);
        CheckPath(offer, reader);
        CheckFiles(offer, reader);
        return new(ToJson(offer), reader.Errors());
    }

    /// <summary>A stored offer, which was checked when it was written.</summary>
    /// <returns>Null with the reason when this version cannot use it.</returns>
    internal static (Offer? Offer, string? Why) Read(Setting stored)
    {
        var (offer, reader) = JsonValue.Read<OfferOptions>(stored.Value!);
        return reader.Errors() is var errors && (offer is null || errors.Count > 0) ? (null, string.Join("; ", errors))
            : OfferRules.Wrong(offer.Rules) is { } why ? (null, why)
            : (Offer.From(offer), null);
    }

    private void CheckPath(OfferOptions offer, SettingsReader reader)
    {
        foreach (var (path, what) in connectors.WrongPaths(offer.ContactPath, offer.ContactPaths))
        {
            reader.Complain(path, what);
        }
    }

    private void CheckFiles(OfferOptions offer, SettingsReader reader)
    {
        var folder = options.Value.Outreach.MaterialFolder;
        foreach (var (material, i) in offer.Materials.Select((m, i) => (m, i)))
        {
            if (material.Files.Any(f => !IsIn(folder, f)))
            {
                reader.Complain($"materials[{i}]", folder is null
                    ? "names a file: that is possible once outreach.materialFolder is set, for files in that folder"
                    : $"names a file that is not in '{folder}' (outreach.materialFolder)");
            }
        }
    }

    private static bool IsIn(string? folder, string file) =>
        folder is { Length: > 0 } && Path.GetFullPath(file).StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string ToJson(OfferOptions offer) => JsonSerializer.Serialize(offer, OfferJson.Plain.OfferOptions);
}
