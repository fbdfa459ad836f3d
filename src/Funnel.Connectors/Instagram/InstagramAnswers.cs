using System.Globalization;
using System.Text.Json;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Instagram;

/// <summary>
/// How Instagram says no: <c>{"error":{"message","code","error_subcode","fbtrace_id"}}</c> with an HTTP status that is not 200. A yes has no code. What is in the table is
/// general knowledge of Meta's APIs, not read on its pages; of every other code the HTTP status decides.
/// </summary>
internal sealed class InstagramAnswers(TimeProvider time) : PlatformAnswers(InstagramRegistration.Platform, time)
{
    private static readonly Dictionary<string, CodeMeaning> Rows = new(StringComparer.Ordinal)
    {
        ["190"] = new(FailureKind.AuthExpired, "the access token has expired or was withdrawn"),
        ["4"] = new(FailureKind.RateLimited, "the app's calls come too fast"),
        ["17"] = new(FailureKind.RateLimited, "the account's calls come too fast"),
        ["32"] = new(FailureKind.RateLimited, "the page's calls come too fast"),
        ["613"] = new(FailureKind.RateLimited, "calls come too fast"),
        ["10"] = new(FailureKind.Forbidden, NoPermission),
        ["100"] = new(FailureKind.Rejected, "a parameter is wrong, or what it names is not there"),
        ["10/2534022"] = new(FailureKind.WindowClosed, "the person last wrote more than 24 hours ago"),
        ["10/2534025"] = new(FailureKind.WindowClosed, "the comment was answered in private already"),
    };

    private const string NoPermission = "no permission; the app needs it from App Review, and the merchant has to grant it";

    protected override bool StatusDecides => true;

    /// <summary>The pair of code and subcode where it is known, else the code.</summary>
    protected override Verdict Judge(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var error = Json.Property(root, "error") is { ValueKind: JsonValueKind.Object } e ? e : default(JsonElement?);
        var code = Json.Text(Json.Property(error, "code")) ?? (Json.Property(root, "error_message") is null ? null : Json.Text(Json.Property(root, "code")) ?? "error");
        var both = $"{code}/{Json.Text(Json.Property(error, "error_subcode"))}";
        return new(
            HasCodes: true,
            Rows.ContainsKey(both) ? both : code ?? (error is null ? null : "error"),
            Json.Text(Json.Property(error, "message")) ?? Json.Text(Json.Property(root, "error_message")),
            Json.Text(Json.Property(error, "fbtrace_id")));
    }

    protected override CodeMeaning? Look(string code) => Rows.TryGetValue(code, out var row) ? row
        : int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 299 ? new(FailureKind.Forbidden, NoPermission)
        : null;
}
