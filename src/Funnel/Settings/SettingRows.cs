using System.Globalization;
using System.Text.Json;
using Funnel.Storage;

namespace Funnel.Settings;

/// <summary>
/// Settings as rows of one partition: <c>head</c>, whose version changes with every write; <c>now|kind|id</c>, what is in force; <c>log|kind|id|version</c>,
/// every version there was.
/// </summary>
internal static class SettingRows
{
    public const string Partition = "settings";
    public const string Head = "head";
    private const int Schema = 1;
    private const string NowPrefix = "now|";

    public static KeyRange AllNow { get; } = KeyRange.Prefix(NowPrefix);

    /// <summary>Every version there was, by kind, id and version.</summary>
    public static KeyRange AllLog { get; } = KeyRange.Prefix("log|");

    public static string NowKey(string kind, string id) => $"{NowPrefix}{kind}|{id}";

    /// <summary>Versions from one on, and before another.</summary>
    public static KeyRange Log(string kind, string id, int from, int before) => new(LogKey(kind, id, from), LogKey(kind, id, before));

    public static Row ToHead(string? version) => new(Partition, Head, $$"""{"schema":{{Schema}}}""") { Version = version ?? "" };

    public static Row ToNow(Setting setting, string? version) => new(Partition, NowKey(setting.Kind, setting.Id), ToJson(setting)) { Version = version ?? "" };

    public static Row ToLog(Setting setting) => new(Partition, LogKey(setting.Kind, setting.Id, setting.Version), ToJson(setting));

    /// <exception cref="StorageException">A newer version of the product wrote it.</exception>
    public static Setting Read(Row row)
    {
        var document = JsonSerializer.Deserialize(row.Payload, SettingsJson.Plain.SettingDocument)!;
        var key = row.Key.Split('|');
        return document.Schema == Schema
            ? new(key[1], key[2], document.Version, document.At, document.By, document.Value?.GetRawText())
            : throw new StorageException($"the setting {key[1]}/{key[2]} has schema {document.Schema}; this version reads {Schema}. Run the version that wrote it.");
    }

    public static string LogKey(string kind, string id, int version) => string.Create(CultureInfo.InvariantCulture, $"log|{kind}|{id}|{version:D8}");

    private static string ToJson(Setting setting)
    {
        using var value = setting.Value is { } json ? JsonDocument.Parse(json) : null;
        return JsonSerializer.Serialize(new SettingDocument(Schema, setting.Version, setting.At, setting.By, value?.RootElement), SettingsJson.Plain.SettingDocument);
    }
}
