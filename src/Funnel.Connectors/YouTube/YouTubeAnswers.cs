using System.Text.Json;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.YouTube;

/// <summary>
/// How Google says no: <c>{"error":{"code","message","errors":[{"reason"}]}}</c>, from OAuth <c>{"error":"invalid_grant"}</c>, with an HTTP status that is not 200. The reason is
/// the code here; of a reason that is not in the table the HTTP status decides.
/// </summary>
internal sealed class YouTubeAnswers(TimeProvider time) : PlatformAnswers(YouTubeRegistration.Platform, time)
{
    private static readonly Dictionary<string, CodeMeaning> Rows = new(StringComparer.Ordinal)
    {
        ["quotaExceeded"] = new(FailureKind.QuotaExhausted, "the project's quota of the day is used up"),
        ["rateLimitExceeded"] = new(FailureKind.RateLimited, "calls come too fast"),
        ["forbidden"] = new(FailureKind.Forbidden, "the account may not do this; connect the channel again with all scopes"),
        ["commentsDisabled"] = new(FailureKind.Rejected, "comments are switched off for the video"),
        ["videoNotFound"] = new(FailureKind.Gone, "the video does not exist any more"),
        ["commentThreadNotFound"] = new(FailureKind.Gone, "the comment does not exist any more"),
        ["commentTextTooLong"] = new(FailureKind.Rejected, "the text is too long"),
        ["commentTextRequired"] = new(FailureKind.Rejected, "there is no text"),
        ["processingFailure"] = new(FailureKind.Rejected, "the platform could not work on the comment"),
        ["invalid_grant"] = new(FailureKind.AuthExpired, "the grant has ended or was withdrawn; connect the channel again"),
    };

    protected override bool StatusDecides => true;

    /// <summary>Quotas begin anew at midnight in California: an hour earlier in summer, when one waits an hour too long.</summary>
    protected override TimeSpan QuotaDay => TimeSpan.FromHours(-8);

    protected override Verdict Judge(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var error = Json.Property(root, "error");
        if (error is { ValueKind: JsonValueKind.String })
        {
            return new(HasCodes: true, Json.Text(error) ?? "error", Json.Text(Json.Property(root, "error_description")), null);
        }

        var reasons = Json.Property(error, "errors") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(e => Json.Text(Json.Property(e, "reason")))]
            : Array.Empty<string?>();
        var reason = reasons.FirstOrDefault(r => r is not null && Rows.ContainsKey(r)) ?? reasons.FirstOrDefault(r => r is not null);
        return new(HasCodes: true, error is null ? null : reason ?? Json.Text(Json.Property(error, "code")) ?? "error", Json.Text(Json.Property(error, "message")), null);
    }

    protected override CodeMeaning? Look(string code) => Rows.TryGetValue(code, out var row) ? row : null;
}
