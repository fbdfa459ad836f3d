using System.Collections.Concurrent;
using Funnel.Clocks;

namespace Funnel.Connectors.WeChat;

/// <summary>
/// What was made for each person and ends after a while. Making it costs nothing but one of the day's calls, so nothing is stored: it is kept in memory while it is good, and made again
/// afterwards or elsewhere.
/// </summary>
internal sealed class HandedLinks(TimeProvider time)
{
    private const int Remembered = 10_000;

    /// <summary>How long it must be good for at least when it is handed out: people take their time.</summary>
    private static readonly TimeSpan LeastLeft = TimeSpan.FromHours(12);

    /// <summary>How long a refusal that no waiting repairs is repeated from memory: everybody would be refused again, and offers have other paths.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Made> known = new(StringComparer.Ordinal);
    private volatile Refusal? refusal;

    /// <summary>The latest refusal, while it is repeated from memory.</summary>
    public Failure? Refused => refusal is { } recent && recent.Since.Age(time) < RefusalPause ? recent.Failure : null;

    /// <param name="token">The person's token, ASCII letters and digits.</param>
    /// <param name="most">Longest token, in characters.</param>
    /// <param name="make">Makes it anew; says how long it is good.</param>
    public async Task<Outcome<ContactLink>> Get(string token, int most, Func<Task<Outcome<(Uri Link, TimeSpan Life)>>> make)
    {
        if (token.Length == 0 || token.Length > most || !token.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"A token is 1–{most} letters and digits.", nameof(token));
        }

        if (known.TryGetValue(token, out var made) && made.At.Age(time) < made.Life - LeastLeft)
        {
            return new ContactLink(made.Link);
        }

        if (Refused is { } refused)
        {
            return refused;
        }

        var asked = TimeMark.Now(time);
        var answer = await make();
        if (answer.Failure is { } failure)
        {
            refusal = failure.Kind.MayRetryRead() ? null : new(failure, asked);
            return failure;
        }

        refusal = null;
        if (known.Count >= Remembered)
        {
            known.Clear();
        }

        known[token] = new(answer.Value.Link, asked, answer.Value.Life);
        return new ContactLink(answer.Value.Link);
    }

    private sealed record Made(Uri Link, TimeMark At, TimeSpan Life);

    private sealed record Refusal(Failure Failure, TimeMark Since);
}
