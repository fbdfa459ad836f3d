using System.Globalization;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Settings;

/// <summary>
/// Changes of settings in the audit. Their versions stay where they are; each stands in the audit under an id made from it, so that it stands there once. At a start what is
/// missing is added: versions that were written before there was an audit, and those whose line a process that was killed did not write.
/// </summary>
public sealed partial class SettingsAudit(IRows rows, AuditLog audit, ILogger<SettingsAudit> log) : BackgroundService
{
    private const string Marker = "audited";

    /// <summary>Versions this much older than the newest that was added are taken for added: clocks of processes differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Writes the line of a change that was just made.</summary>
    public async Task Write(Setting setting, string? address, CancellationToken ct)
    {
        var before = setting.Version <= 1 ? null
            : await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.LogKey(setting.Kind, setting.Id, setting.Version - 1), ct) is { } row ? SettingRows.Read(row) : null;
        await audit.Write(Line(setting, before) with { Address = address });
    }

    /// <summary>Adds what is missing. Idempotent; costs two reads where nothing is.</summary>
    public async Task CatchUp(CancellationToken ct)
    {
        var head = await rows.Find(Tables.Accounts, SettingRows.Partition, SettingRows.Head, ct);
        var marker = await rows.Find(Tables.Accounts, SettingRows.Partition, Marker, ct) is { } row ? Read(row) : null;
        if (head is null || string.Equals(marker?.Head, head.Version, StringComparison.Ordinal))
        {
            return;
        }

        var (lines, newest, before) = (new List<AuditLine>(), marker?.Until ?? DateTimeOffset.MinValue, (Setting?)null);
        var from = marker is null ? DateTimeOffset.MinValue : marker.Until - Overlap;
        await foreach (var logged in rows.QueryAll(Tables.Accounts, SettingRows.Partition, SettingRows.AllLog, ct))
        {
            var setting = SettingRows.Read(logged);
            if (setting.At >= from)
            {
                lines.Add(Line(setting, (before?.Kind, before?.Id) == (setting.Kind, setting.Id) ? before : null));
            }

            (before, newest) = (setting, setting.At > newest ? setting.At : newest);
        }

        await audit.Add(lines, ct);
        var document = JsonSerializer.Serialize(new(head.Version, newest), SettingsJson.Plain.AuditedSettings);
        await rows.Commit(Tables.Accounts, SettingRows.Partition, [new RowChange.Put(new(SettingRows.Partition, Marker, document))], ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CatchUp(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotAdded(log, e.Message);
        }
    }

    private static AuditLine Line(Setting setting, Setting? before) => new(setting.By, setting.IsDeleted ? AuditActions.SettingDeleted : AuditActions.SettingChanged, $"{setting.Kind}/{setting.Id}")
    {
        Before = before?.Value,
        After = setting.Value,
        At = setting.At,
        Id = string.Create(CultureInfo.InvariantCulture, $"{setting.Kind}/{setting.Id}/{setting.Version}"),
    };

    private static AuditedSettings? Read(Row row) => JsonSerializer.Deserialize(row.Payload, SettingsJson.Plain.AuditedSettings);

    private static partial class Log
    {
        [LoggerMessage(1702, LogLevel.Warning, "Earlier changes of settings could not be added to the audit, and will be at the next start: {Why}")]
        public static partial void NotAdded(ILogger log, string why);
    }
}

/// <summary>How far settings stand in the audit.</summary>
/// <param name="Head">The version of all settings together when they were added.</param>
/// <param name="Until">When the newest of them was changed.</param>
internal sealed record AuditedSettings(string Head, DateTimeOffset Until);
