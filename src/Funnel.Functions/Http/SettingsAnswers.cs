using System.Globalization;
using Funnel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Functions.Http;

/// <summary>What is answered about settings: status, headers and JSON, the same whatever the host's own habits are.</summary>
internal static class SettingsAnswers
{
    /// <summary><c>file</c> or <c>store</c>: what is in the configuration file cannot be changed here.</summary>
    private const string SourceHeader = "Funnel-Setting-Source";

    public static string Source(ListedSetting setting) => setting.Stored is null ? "file" : "store";

    public static IActionResult Value(HttpResponse response, ListedSetting setting)
    {
        response.Headers[SourceHeader] = Source(setting);
        response.Headers.Allow = setting.Stored is null ? "GET" : "GET, PUT, DELETE";
        Tag(response, setting.Stored);
        return JsonAnswer.Text(setting.Value, StatusCodes.Status200OK);
    }

    public static IActionResult NotThere(SettingsEditor settings, string kind, string id) => JsonAnswer.Of(
        new { error = settings.Kinds.Contains(kind, StringComparer.Ordinal) ? $"there is no {kind}/{id}" : $"there is no such kind; there are {string.Join(", ", settings.Kinds)}" },
        StatusCodes.Status404NotFound);

    public static IActionResult TooLong() => JsonAnswer.Of(
        new { error = string.Create(CultureInfo.InvariantCulture, $"a value has at most {SettingsStore.MaxValueChars} characters") }, StatusCodes.Status413PayloadTooLarge);

    public static IActionResult Of(HttpResponse response, SettingsEditor settings, string kind, string id, SettingChange change)
    {
        Tag(response, change.Setting is { IsDeleted: false } there ? there : null);
        return change.Result switch
        {
            SettingChangeResult.Created => JsonAnswer.Text(change.Setting!.Value!, StatusCodes.Status201Created),
            SettingChangeResult.Changed or SettingChangeResult.Unchanged => JsonAnswer.Text(change.Setting!.Value!, StatusCodes.Status200OK),
            SettingChangeResult.Deleted => new StatusCodeResult(StatusCodes.Status204NoContent),
            SettingChangeResult.Conflict => JsonAnswer.Of(new { error = Conflict(change.Setting) }, StatusCodes.Status412PreconditionFailed),
            SettingChangeResult.OfFile => JsonAnswer.Of(
                new { error = $"{kind}/{id} stands in the configuration file: change it there, or take it out there and put it here" }, StatusCodes.Status409Conflict),
            SettingChangeResult.Wrong => JsonAnswer.Of(new { change.Errors }, StatusCodes.Status400BadRequest),
            SettingChangeResult.TooLong => TooLong(),
            _ => NotThere(settings, kind, id),
        };
    }

    private static string Conflict(Setting? now) => now is { IsDeleted: false }
        ? string.Create(CultureInfo.InvariantCulture, $"it has version {now.Version} by now, of {now.By}: read it, and decide again")
        : "it is not there, or no longer: send If-None-Match: * to make it";

    private static void Tag(HttpResponse response, Setting? setting)
    {
        if (setting is not null)
        {
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{setting.Version}\"");
            response.Headers.LastModified = setting.At.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
