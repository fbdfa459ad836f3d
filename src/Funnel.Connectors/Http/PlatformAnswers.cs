using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Funnel.Connectors.Http;

/// <summary>
/// Turns a platform's HTTP answers into values or failures. A connector says where in the JSON the verdict stands and what its codes mean; the rest is
/// the same for all.
/// </summary>
/// <param name="platform">As operators call it: begins each failure's text.</param>
internal abstract partial class PlatformAnswers(string platform, TimeProvider time)
{
    private static readonly TimeSpan EarlyInTheDay = TimeSpan.FromMinutes(10);

    public string Platform => platform;

    /// <summary>The offset of the day by which the platform counts quotas. China's by default, which has had one time zone and no summer time since 1991.</summary>
    protected virtual TimeSpan QuotaDay => TimeSpan.FromHours(8);

    /// <summary>The HTTP status tells what a code means of which nothing is known. Not of platforms that answer everything with 200.</summary>
    protected virtual bool StatusDecides => false;

    /// <summary>Whether a read's answer asks to try again soon.</summary>
    public bool IsBusy(byte[] body)
    {
        using var document = Json.TryParse(body);
        return document is not null && JudgeSafely(document.RootElement).Code is { } code && Look(code)?.Kind == FailureKind.Transient;
    }

    /// <param name="map">Reads the value from the root of a successful answer; null when something it needs is missing.</param>
    public Outcome<T> Read<T>(CallKind kind, HttpResponseMessage response, byte[] body, Func<JsonElement, T?> map)
        where T : class
    {
        var status = (int)response.StatusCode;
        if (kind == CallKind.Send && status >= 500)
        {
            return new Failure(FailureKind.Unknown, $"http-{status}", $"{platform} failed while it worked on the call.");
        }

        using var document = Json.TryParse(body);
        var verdict = document is null ? default : JudgeSafely(document.RootElement);
        if (verdict.Code is { } code)
        {
            return kind == CallKind.Send && Value(document!.RootElement, map).Ok
                ? Unreadable("has an error code and a result at once")
                : FromCode(kind, code, verdict, response);
        }

        if (!response.IsSuccessStatusCode)
        {
            return FromStatus(kind, response);
        }

        return document is null || !verdict.HasCodes
            ? Unreadable("is no JSON answer with a code")
            : Value(document.RootElement, map);
    }

    /// <summary>Where the verdict stands. May throw what <see cref="Json.IsBadInput"/> knows.</summary>
    protected abstract Verdict Judge(JsonElement root);

    /// <summary>What a code means; null when nothing is known of it.</summary>
    protected abstract CodeMeaning? Look(string code);

    private Verdict JudgeSafely(JsonElement root)
    {
        try
        {
            return Judge(root);
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return default;
        }
    }

    private Outcome<T> Value<T>(JsonElement root, Func<JsonElement, T?> map)
        where T : class
    {
        try
        {
            return map(root) is { } value ? value : Unreadable("says ok but lacks what was asked for");
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return Unreadable("says ok but has another shape than documented");
        }
    }

    private Failure Unreadable(string what) => new(FailureKind.Unknown, "bad-answer", $"{platform}'s answer {what}.");

    /// <remarks>
    /// A code that nothing is known of is still a well-formed "no": a send is <see cref="FailureKind.Rejected"/>, so that a person looks at it
    /// and nothing is sent again; a read may just be tried again later (<see cref="FailureKind.Unknown"/>).
    /// </remarks>
    private Failure FromCode(CallKind kind, string code, Verdict verdict, HttpResponseMessage response)
    {
        var known = Look(code);
        var (failure, meaning) = known switch
        {
            { Kind: FailureKind.Transient } busy when kind == CallKind.Send => (FailureKind.Unknown, busy.Meaning),
            { } row => (row.Kind, row.Meaning),
            null when StatusDecides && !response.IsSuccessStatusCode => OfStatus(kind, response.StatusCode),
            null => (kind == CallKind.Send ? FailureKind.Rejected : FailureKind.Unknown, "a code that is not documented"),
        };
        var words = known is not null || verdict.Description is null ? "" : $" ({Harmless(verdict.Description)})";
        var logId = verdict.LogId is null ? "" : $" Log id {LogIdOnly(verdict.LogId)}.";
        var wait = failure == FailureKind.QuotaExhausted ? UntilTomorrow() : RetryAfter(response);
        return new Failure(failure, TextCutter.Chars(code, 32), $"{platform}: {meaning}{words}.{logId}", wait);
    }

    private Failure FromStatus(CallKind kind, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var (failure, meaning) = OfStatus(kind, response.StatusCode);
        return new Failure(failure, $"http-{status}", $"{platform}: {meaning} (HTTP {status}).", RetryAfter(response));
    }

    private static (FailureKind Kind, string Meaning) OfStatus(CallKind kind, HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => (FailureKind.RateLimited, "calls come too fast"),
        HttpStatusCode.Unauthorized => (FailureKind.AuthExpired, "the access token was not accepted"),
        HttpStatusCode.Forbidden => (FailureKind.Forbidden, "the call is forbidden"),
        HttpStatusCode.RequestTimeout when kind == CallKind.Send => (FailureKind.Unknown, "the platform gave up waiting for the call"),
        HttpStatusCode.RequestTimeout => (FailureKind.Transient, "the platform gave up waiting for the call"),
        >= HttpStatusCode.InternalServerError => (FailureKind.Transient, "the platform failed"),
        _ => (FailureKind.Rejected, "the call was refused"),
    };

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - (response.Headers.Date ?? time.GetUtcNow()); // both by the platform's clock, where it says what that shows
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>
    /// Until midnight. A quota that is used up when the day has hardly begun is still yesterday's: the platform's clock is behind ours, and waiting for
    /// the next midnight would cost a day.
    /// </summary>
    private TimeSpan UntilTomorrow()
    {
        var now = time.GetUtcNow().ToOffset(QuotaDay);
        return now.TimeOfDay < EarlyInTheDay ? EarlyInTheDay : new DateTimeOffset(now.Date.AddDays(1), QuotaDay) - now;
    }

    /// <summary>The platform's words without what might be a token, an id or a person's text of any length.</summary>
    private static string Harmless(string words) => TextCutter.Chars(LongRun().Replace(words, "…"), 100);

    private static string LogIdOnly(string logId) => NotLogId().Replace(TextCutter.Chars(logId, 64), "");

    [GeneratedRegex(@"[A-Za-z0-9@+/=._\-]{16,}|\p{C}", RegexOptions.None, 1000)]
    private static partial Regex LongRun();

    [GeneratedRegex("[^A-Za-z0-9]", RegexOptions.None, 1000)]
    private static partial Regex NotLogId();
}
