using System.Globalization;
using System.Text;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// What merchants change while the product runs, for scripts. Writes are conditional, so that nobody overwrites what they have not seen:
/// <c>If-Match: "3"</c> for version 3, <c>If-None-Match: *</c> for what must not be there yet.
/// </summary>
public sealed class MerchantSettings(SettingsEditor settings, ClientAddresses addresses)
{
    /// <summary>Versions in one answer; <c>?before=</c> goes further back.</summary>
    private const int VersionsAtOnce = 20;
    private const string OneSetting = "api/settings/{kind}/{id}";

    /// <summary>No value of allowed length has more bytes.</summary>
    private const int MaxBytes = 3 * SettingsStore.MaxValueChars;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Function("ListSettings")]
    public IActionResult List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/settings")] HttpRequest request) => JsonAnswer.Of(
        settings.List().Select(s => new { s.Kind, s.Id, Source = SettingsAnswers.Source(s), s.InForce, s.Stored?.Version, s.Stored?.At, s.Stored?.By }));

    [Function("ReadSetting")]
    public IActionResult Read([HttpTrigger(AuthorizationLevel.Function, "get", Route = OneSetting)] HttpRequest request, string kind, string id) =>
        settings.Find(kind, id) is { } found ? SettingsAnswers.Value(request.HttpContext.Response, found) : SettingsAnswers.NotThere(settings, kind, id);

    [Function("SettingVersions")]
    public async Task<IActionResult> Versions(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = OneSetting + "/versions")] HttpRequest request, string kind, string id, CancellationToken ct)
    {
        var before = int.TryParse(request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : int.MaxValue;
        return JsonAnswer.Of((await settings.Versions(kind, id, before, VersionsAtOnce, ct)).Select(v => new
        {
            v.Version,
            v.At,
            v.By,
            v.IsDeleted,
            Value = v.Value is { } json ? JsonDocument.Parse(json).RootElement : (JsonElement?)null,
        }));
    }

    [Function("PutSetting")]
    public async Task<IActionResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = OneSetting)] HttpRequest request, string kind, string id, CancellationToken ct)
    {
        var condition = WriteCondition.Read(request, mayBeNew: true);
        if (condition.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return SettingsAnswers.TooLong();
        }

        return SettingsAnswers.Of(request.HttpContext.Response, settings, kind, id, Text(body) is { } text
            ? await settings.Put(kind, id, text, condition.Expected, By(request, condition), ct)
            : new(SettingChangeResult.Wrong) { Errors = ["value: must be JSON in UTF-8"] });
    }

    [Function("DeleteSetting")]
    public async Task<IActionResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = OneSetting)] HttpRequest request, string kind, string id, CancellationToken ct)
    {
        var condition = WriteCondition.Read(request, mayBeNew: false);
        return condition.Refusal ?? SettingsAnswers.Of(request.HttpContext.Response, settings, kind, id, await settings.Delete(kind, id, condition.Expected, By(request, condition), ct));
    }

    private Actor By(HttpRequest request, WriteCondition condition) => new(condition.By, addresses.Of(request.HttpContext).Text);

    /// <returns>Null when it is not UTF-8.</returns>
    private static string? Text(byte[] body)
    {
        try
        {
            return Utf8.GetString(body).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
