using System.Text;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

/// <summary>Reads what is asked for from JSON that anybody may have written. All that is wrong is told at once.</summary>
/// <param name="accounts">Ids of the accounts that there are, or were.</param>
public sealed class ReplayRequestReader(IReadOnlyCollection<string> accounts)
{
    /// <summary>People or comments that one request may name.</summary>
    public const int MostIds = 1_000;
    private const int MostIdChars = 100;
    private const int MostNames = 100;

    private static readonly string[] Conditions = ["lead", "comment", "account", "reason", "stage", "from", "to"];
    private static readonly string[] Kinds = [.. Enum.GetNames<EffectKind>().Except([nameof(EffectKind.RefusalConfirmation)]).Select(n => n.ToLowerInvariant())];
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<string> errors = [];

    /// <summary>What is wrong; empty when what was read can be used.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <param name="body">The request's body.</param>
    /// <param name="isNamed">Whether whoever asks has given their name.</param>
    /// <returns>Null when something is wrong.</returns>
    public ReplayRequest? Read(ReadOnlyMemory<byte> body, bool isNamed)
    {
        try
        {
            using var json = JsonDocument.Parse(Utf8.GetString(body.Span).TrimStart('\uFEFF'), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var read = Read(json.RootElement, isNamed);
            return errors.Count == 0 ? read : null;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // The last of these: a text has half a character, which shows when it is read.
            errors.Add($"the body is not JSON in UTF-8: {ReplayFields.Shown(e.Message)}. Write {{\"selection\":{{…}},\"dryRun\":true}}");
            return null;
        }
    }

    private ReplayRequest? Read(JsonElement json, bool isNamed)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add("the body must be an object: {\"selection\":{…},\"dryRun\":true}");
            return null;
        }

        var fields = new ReplayFields(json, "", errors);
        fields.Only("selection", "step", "dryRun", "unsent");
        if (fields.Find("selection") is not { ValueKind: JsonValueKind.Object } selection)
        {
            errors.Add($"selection: must be an object with at least one of {string.Join(", ", Conditions)}");
            return null;
        }

        var request = new ReplayRequest
        {
            Selection = Selection(selection),
            Step = fields.List("step", MostNames, name => (name, Step(name))) ?? [],
            DryRun = fields.Flag("dryRun") ?? true,
            Unsent = fields.Flag("unsent") ?? false,
        };
        if (request.Unsent && !(isNamed && request is { Selection.Lead: [_], Step: [var effect] } && !string.Equals(effect, Kinds[0], StringComparison.Ordinal)))
        {
            errors.Add("unsent: is somebody's word about one effect: name one person in selection.lead, one effect in step (as reply:guide, or invite), and in the header From who says so");
        }

        return request;
    }

    private ReplaySelection Selection(JsonElement json)
    {
        var fields = new ReplayFields(json, "selection.", errors);
        fields.Only(Conditions);
        var selection = new ReplaySelection
        {
            Lead = fields.List("lead", MostIds, id => LeadId.TryParse(id, out var lead) ? (lead, null) : (lead, $"is no lead's id: those are {LeadId.Length} letters and digits, as in GET /api/leads")),
            Comment = fields.List("comment", MostIds, id => (id, id.Length is 0 or > MostIdChars ? $"is no comment's id: those have 1 to {MostIdChars} characters" : null)),
            Account = fields.List("account", MostNames, id => (id, ReplayFields.NotOf(id, accounts, "account"))),
            Reason = fields.List("reason", MostNames, code => (code, ReplayFields.NotOf(code, [.. ReasonWords.English.Keys], "reason's code, as in waiting[].reason.code of GET /api/leads"))),
            Stage = fields.List("stage", MostNames, name => (StageOf(name), ReplayFields.NotOf(name, Enum.GetNames<Stage>(), "stage", StringComparer.OrdinalIgnoreCase))),
            From = fields.Time("from"),
            To = fields.Time("to"),
        };
        if (Conditions.All(c => fields.Find(c) is null))
        {
            errors.Add($"selection: name at least one of {string.Join(", ", Conditions)}");
        }

        if (fields.Find("comment") is not null && selection.Account is not { Count: 1 })
        {
            errors.Add("selection.comment: ids of comments are the platform's, so name the one account whose they are in selection.account");
        }

        if (selection.To <= selection.From)
        {
            errors.Add("selection.to: must be later than selection.from");
        }

        return selection;
    }

    private static Stage StageOf(string name) => Enum.TryParse<Stage>(name, ignoreCase: true, out var stage) ? stage : default;

    private static string? Step(string name) => Kinds.Any(k => string.Equals(name, k, StringComparison.Ordinal)) || name.StartsWith(Kinds[0] + ":", StringComparison.Ordinal)
        ? null
        : ReplayFields.NotOf(name, Kinds, "step, nor the id of an effect such as reply:guide");
}
