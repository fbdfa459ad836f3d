using System.Text.Json;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// The verdict in an answer, whichever of the three shapes it has: <c>data.error_code</c> with <c>extra</c>; <c>err_no</c>;
/// <c>error_code/message/data</c>. Some errors stand in only one of several places, so all are read.
/// </summary>
/// <param name="HasCodes">Whether any code was there. An answer without one proves nothing.</param>
/// <param name="Code">The code that is not 0, the best known one when there are several, or null.</param>
/// <param name="Description">The platform's words.</param>
/// <param name="LogId">What the platform's support asks for.</param>
internal readonly record struct Envelope(bool HasCodes, string? Code, string? Description, string? LogId)
{
    public static Envelope Read(JsonElement root)
    {
        try
        {
            return ReadParts(root, Json.Property(root, "data"), Json.Property(root, "extra"));
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return default;
        }
    }

    private static Envelope ReadParts(JsonElement root, JsonElement? data, JsonElement? extra)
    {
        string?[] codes =
        [
            Json.Text(Json.Property(data, "error_code")),
            Json.Text(Json.Property(root, "err_no")),
            Json.Text(Json.Property(root, "error_code")),
            Json.Text(Json.Property(extra, "error_code")),
            Json.Text(Json.Property(extra, "sub_error_code")),
        ];
        string?[] words =
        [
            Json.Text(Json.Property(data, "description")),
            Json.Text(Json.Property(root, "err_msg")),
            Json.Text(Json.Property(root, "message")),
            Json.Text(Json.Property(extra, "description")),
            Json.Text(Json.Property(extra, "sub_description")),
        ];
        var at = Array.FindIndex(codes, CodeTable.IsKnown);
        at = at >= 0 ? at : Array.FindIndex(codes, c => c is not (null or "0"));
        var logId = Json.Text(Json.Property(extra, "logid")) ?? Json.Text(Json.Property(root, "log_id")) ?? Json.Text(Json.Property(data, "log_id"));
        return new(codes.Any(c => c is not null), at < 0 ? null : codes[at], at < 0 ? null : words[at], logId);
    }
}
