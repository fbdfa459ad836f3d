using System.Text.Json;

namespace Funnel.Connectors.Http;

/// <summary>Answers of the advertising platforms: <c>{code, message, request_id, data}</c>, where code 0 is yes.</summary>
internal abstract class CodedAnswers(string platform, TimeProvider time) : PlatformAnswers(platform, time)
{
    protected override Verdict Judge(JsonElement root)
    {
        var code = Json.Text(Json.Property(root, "code"));
        return new(code is not null, code is "0" ? null : code, Json.Text(Json.Property(root, "message")), Json.Text(Json.Property(root, "request_id")));
    }
}
