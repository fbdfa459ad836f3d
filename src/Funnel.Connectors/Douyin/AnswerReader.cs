using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Funnel.Connectors.Douyin;

/// <summary>What a call may have left behind.</summary>
internal enum CallKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>May have been carried out whenever the platform did not clearly say no.</summary>
    Send,
}

/// <summary>Turns an HTTP answer into a value or a failure.</summary>
internal sealed partial class AnswerReader(TimeProvider time)
{
    /// <summary>Quotas are counted by the day of China, which has had one time zone and no summer time since 1991.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly TimeSpan EarlyInTheDay = TimeSpan.FromMinutes(10);

    /// <param name="map">Reads the value from the root of a successful answer; null when something it needs is missing.</param>
    public Outcome<T> Read<T>(CallKind kind, HttpResponseMessage response, byte[] body, Func<JsonElement, T?> map)
        where T : class
    {
        var status = (int)response.StatusCode;
        if (kind == CallKind.Send && status >= 500)
        {
            return new Failure(FailureKind.Unknown, $"http-{status}", "Douyin failed while it worked on the call.");
        }

        using var document = Json.TryParse(body);
        var envelope = document is null ? default : Envelope.Read(document.RootElement);
        if (envelope.Code is { } code)
        {
            return kind == CallKind.Send && Value(document!.RootElement, map).Ok
                ? Unreadable("has an error code and a result at once")
                : FromCode(kind, code, envelope);
        }

        if (!response.IsSuccessStatusCode)
        {
            return FromStatus(kind, response);
        }

        return document is null || !envelope.HasCodes
            ? Unreadable("is no JSON answer with a code")
            : Value(document.RootElement, map);
    }

    private static Outcome<T> Value<T>(JsonElement root, Func<JsonElement, T?> map)
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

    private static Failure Unreadable(string what) => new(FailureKind.Unknown, "bad-answer", $"Douyin's answer {what}.");

    private Failure FromCode(CallKind kind, string code, Envelope envelope)
    {
        var (failure, meaning) = CodeTable.Look(code, kind == CallKind.Send);
        var words = CodeTable.IsKnown(code) || envelope.Description is null ? "" : $" ({Harmless(envelope.Description)})";
        var logId = envelope.LogId is null ? "" : $" Log id {LogIdOnly(envelope.LogId)}.";
        TimeSpan? wait = failure == FailureKind.QuotaExhausted ? UntilTomorrow() : null;
        return new Failure(failure, TextCutter.Chars(code, 32), $"Douyin: {meaning}{words}.{logId}", wait);
    }

    private Failure FromStatus(CallKind kind, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var (failure, meaning) = response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => (FailureKind.RateLimited, "calls come too fast"),
            HttpStatusCode.Unauthorized => (FailureKind.AuthExpired, "the access token was not accepted"),
            HttpStatusCode.Forbidden => (FailureKind.Forbidden, "the call is forbidden"),
            HttpStatusCode.RequestTimeout when kind == CallKind.Send => (FailureKind.Unknown, "the platform gave up waiting for the call"),
            HttpStatusCode.RequestTimeout => (FailureKind.Transient, "the platform gave up waiting for the call"),
            >= HttpStatusCode.InternalServerError => (FailureKind.Transient, "the platform failed"),
            _ => (FailureKind.Rejected, "the call was refused"),
        };
        return new Failure(failure, $"http-{status}", $"Douyin: {meaning} (HTTP {status}).", RetryAfter(response));
    }

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
        var now = time.GetUtcNow().ToOffset(China);
        return now.TimeOfDay < EarlyInTheDay ? EarlyInTheDay : new DateTimeOffset(now.Date.AddDays(1), China) - now;
    }

    /// <summary>The platform's words without what might be a token, an id or a person's text of any length.</summary>
    private static string Harmless(string words) => TextCutter.Chars(LongRun().Replace(words, "…"), 100);

    private static string LogIdOnly(string logId) => NotLogId().Replace(TextCutter.Chars(logId, 64), "");

    [GeneratedRegex(@"[A-Za-z0-9@+/=._\-]{16,}|\p{C}", RegexOptions.None, 1000)]
    private static partial Regex LongRun();

    [GeneratedRegex("[^A-Za-z0-9]", RegexOptions.None, 1000)]
    private static partial Regex NotLogId();
}
