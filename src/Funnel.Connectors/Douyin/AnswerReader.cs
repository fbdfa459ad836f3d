using System.Text.Json;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// How Douyin says yes and no. The verdict stands in one of three shapes: <c>data.error_code</c> with <c>extra</c>; <c>err_no</c>;
/// <c>error_code/message/data</c>. Some errors stand in only one of several places, so all are read.
/// </summary>
internal sealed class AnswerReader(TimeProvider time) : PlatformAnswers(DouyinRegistration.Platform, time)
{
    /// <summary>The code that is not 0, the best known one when there are several.</summary>
    protected override Verdict Judge(JsonElement root)
    {
        var (data, extra) = (Json.Property(root, "data"), Json.Property(root, "extra"));
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
        var at = Array.FindIndex(codes, c => CodeTable.Find(c) is not null);
        at = at >= 0 ? at : Array.FindIndex(codes, c => c is not (null or "0"));
        var logId = Json.Text(Json.Property(extra, "logid")) ?? Json.Text(Json.Property(root, "log_id")) ?? Json.Text(Json.Property(data, "log_id"));
        return new(codes.Any(c => c is not null), at < 0 ? null : codes[at], at < 0 ? null : words[at], logId);
    }

    protected override CodeMeaning? Look(string code) => CodeTable.Find(code);
}
