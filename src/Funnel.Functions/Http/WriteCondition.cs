using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Funnel.Functions.Http;

/// <summary>Under which condition somebody writes, and who: from the headers of a request.</summary>
/// <param name="Expected">The version that must be there; 0 = none.</param>
/// <param name="Refusal">The answer to headers that say nothing that can be used; null when they do.</param>
internal sealed record WriteCondition(int Expected, string By, IActionResult? Refusal)
{
    private const string Nobody = "api";

    /// <param name="mayBeNew">Whether what is written may be new.</param>
    public static WriteCondition Read(HttpRequest request, bool mayBeNew)
    {
        if (Caller.Read(request, Nobody) is not { } by)
        {
            return Refused(StatusCodes.Status400BadRequest, Caller.Wrong);
        }

        var (match, none) = (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        return (match.Length, none.Length) switch
        {
            (0, 0) => Refused(StatusCodes.Status428PreconditionRequired, Wanted(mayBeNew)),
            (0, _) when mayBeNew && string.Equals(none, "*", StringComparison.Ordinal) => new(0, by, null),
            ( > 0, 0) when Version(match) is { } version => new(version, by, null),
            _ => Refused(StatusCodes.Status400BadRequest, Wanted(mayBeNew)),
        };
    }

    private static WriteCondition Refused(int status, string error) => new(0, Nobody, JsonAnswer.Of(new { error }, status));

    private static string Wanted(bool mayBeNew) =>
        "send If-Match with the version that was read, such as \"3\"" + (mayBeNew ? ", or If-None-Match: * for what is to be new" : "");

    private static int? Version(string match) =>
        EntityTagHeaderValue.TryParse(match, out var tag) && !tag.IsWeak && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version : null;
}
