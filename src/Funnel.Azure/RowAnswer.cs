using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// Reads what the table client made of an answer. It takes any JSON object for an entity or for an empty page, and any 404 for a row that is not
/// there: a lead overlooked in this way would be answered twice.
/// </summary>
internal static class RowAnswer
{
    /// <exception cref="FormatException">The answer is not of the service, or not a row of ours.</exception>
    public static Row? Row(NullableResponse<TableEntity> answer)
    {
        if (answer.HasValue)
        {
            return RowEntity.ToRow(answer.Value!);
        }

        AzureFaults.Require(IsObjectWith(answer.GetRawResponse(), "odata.error", JsonValueKind.Object));
        return null;
    }

    /// <summary>At most <paramref name="take"/> rows, and fewer where they get too large together.</summary>
    /// <param name="place">What of the last row the next page goes on from.</param>
    /// <inheritdoc cref="Row"/>
    public static RowPage Page(Page<TableEntity> page, int take, Func<Row, string> place)
    {
        AzureFaults.Require(page.Values.Count > 0 || IsObjectWith(page.GetRawResponse(), "value", JsonValueKind.Array));
        var rows = new List<Row>(page.Values.Count);
        long chars = 0;
        foreach (var entity in page.Values)
        {
            if (rows.Count == take || chars >= RowRules.MaxPageChars)
            {
                return new(rows, place(rows[^1]));
            }

            rows.Add(RowEntity.ToRow(entity));
            chars += rows[^1].Payload.Length;
        }

        return new(rows, page.ContinuationToken is null ? null : place(rows[^1]));
    }

    /// <summary>The versions that a batch gave, by its operations; empty for a delete.</summary>
    /// <inheritdoc cref="Row"/>
    public static string[] Versions(IReadOnlyList<Response> answers, List<TableTransactionAction> actions)
    {
        AzureFaults.Require(answers.Count == actions.Count);
        var versions = new string[answers.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            versions[i] = answers[i].Headers.ETag?.ToString() ?? "";
            AzureFaults.Require(answers[i].Status is >= 200 and < 300 && (actions[i].ActionType == TableTransactionActionType.Delete || versions[i].Length > 0));
        }

        return versions;
    }

    private static bool IsObjectWith(Response answer, string name, JsonValueKind kind)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Content);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
