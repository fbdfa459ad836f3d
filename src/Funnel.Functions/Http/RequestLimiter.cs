using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Functions.Http;

/// <summary>
/// How many requests an address may make, for both hosts: a minute's worth at once, then one after the other at that rate. In the memory of this process and within bounds. What an address
/// does at one place says nothing of another: who floods the webhook does not close the console.
/// </summary>
public sealed class RequestLimiter(ClientAddresses addresses, IOptions<LimitOptions> options, TimeProvider time)
{
    private const int MaxBuckets = 10_000;

    /// <summary>An address that may be that of a proxy has the requests of many people.</summary>
    private const int ManyPeople = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();

    /// <summary>By place and address: when all its requests so far would have been made at the rate that is allowed.</summary>
    private readonly Dictionary<(string Place, string Address), TimeSpan> buckets = [];

    /// <summary>Counts a request, unless it is one too many.</summary>
    /// <param name="place">What is counted together.</param>
    /// <returns>When to try again; null when the request may be answered.</returns>
    public TimeSpan? Wait(HttpContext http, string place)
    {
        var from = addresses.Of(http);
        var each = Minute / (options.Value.RequestsAMinute * (from.IsOneClient ? 1 : ManyPeople));
        var now = time.GetElapsedTime(start); // a machine that slept owes nobody anything
        lock (gate)
        {
            var key = (place, from.Bucket);
            if (buckets.Count >= MaxBuckets && !buckets.ContainsKey(key))
            {
                Forget(now);
            }

            var used = buckets.GetValueOrDefault(key) is var before && before > now ? before : now;
            if (used + each - now > Minute)
            {
                return used + each - now - Minute;
            }

            buckets[key] = used + each;
            return null;
        }
    }

    /// <summary>Says that it was too much, and when to come again.</summary>
    public static async Task Refuse(HttpContext http, TimeSpan wait)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = RetryAfter(wait);
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(new { error = TooMany }, http.RequestAborted);
    }

    internal const string TooMany = "Too many requests from this address: try again after the seconds in Retry-After. How many are answered is the setting limits.requestsAMinute.";

    internal static string RetryAfter(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Those that owe nothing go; where that frees nothing, all do: ten thousand networks at once are not stopped by address.</summary>
    private void Forget(TimeSpan now)
    {
        foreach (var over in buckets.Where(b => b.Value <= now).Select(b => b.Key).ToList())
        {
            buckets.Remove(over);
        }

        if (buckets.Count >= MaxBuckets)
        {
            buckets.Clear();
        }
    }
}
