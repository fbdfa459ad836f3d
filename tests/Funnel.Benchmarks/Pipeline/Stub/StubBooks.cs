using System.Diagnostics;
using System.Globalization;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>
/// Who commented, and what was done to them: arrays by the number of the comment, which is the person's number too. The first <see cref="StubOptions.Old"/> are there
/// from the beginning and wait for nothing.
/// </summary>
internal sealed class StubBooks
{
    private static readonly string[] Chatter = ["好看", "哈哈哈", "第一", "支持一下", "拍得真好", "路过", "太美了", "加油"];
    private static readonly string[] Questions = ["求资料", "资料怎么领", "有电子版吗", "想要资料", "电子版在哪里领"];
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly StubOptions options;
    private readonly long[] visible, replied, opened, messaged, added, welcomed;
    private readonly int[] replies, messages, welcomes;
    private readonly DateTimeOffset[] at;
    private readonly string?[] said;
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;
    private int published;
    private int tooLate;

    public StubBooks(StubOptions options)
    {
        this.options = options;
        var all = options.Old + options.Comments;
        (visible, replied, opened, messaged, added, welcomed) = (new long[all], new long[all], new long[all], new long[all], new long[all], new long[all]);
        (replies, messages, welcomes) = (new int[all], new int[all], new int[all]);
        (at, said) = (new DateTimeOffset[all], new string?[all]);
        for (var i = 0; i < options.Old; i++)
        {
            at[i] = began - TimeSpan.FromDays(30) + (TimeSpan.FromDays(29) * i / Math.Max(1, options.Old));
        }

        published = options.Old;
    }

    public int Published => Volatile.Read(ref published);

    public int MostAfter => options.Old + options.Comments;

    public static string PersonOf(int number) => string.Create(CultureInfo.InvariantCulture, $"person-{number:D9}-0000-4000-8000-000000000000");

    public static string CommentOf(int number) => string.Create(CultureInfo.InvariantCulture, $"@comment{number:D9}==");

    public static string ReplyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"@reply{number:D9}==");

    /// <returns>The number in an id, or −1.</returns>
    public static int Number(string? id)
    {
        var digits = id is null ? "" : string.Concat(id.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    public int AccountOf(int number) => number % options.Accounts;

    public int VideoOf(int number) => number / options.Accounts % options.Videos;

    /// <summary>Spread evenly over the comments.</summary>
    public bool Asks(int number) => Math.Floor((number + 1) * options.Share) > Math.Floor(number * options.Share);

    public string TextOf(int number) => Asks(number)
        ? string.Create(CultureInfo.InvariantCulture, $"{Questions[number % Questions.Length]}{(char)('甲' + (number % 7))}")
        : string.Create(CultureInfo.InvariantCulture, $"{Chatter[number % Chatter.Length]}{number % 97}");

    public DateTimeOffset TimeOf(int number) => at[number];

    public string? SaidTo(int number) => Volatile.Read(ref said[number]);

    public int Publish()
    {
        var number = published;
        (at[number], visible[number]) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref published);
        return number;
    }

    /// <returns>True the first time.</returns>
    public bool Replied(int number, string text)
    {
        Volatile.Write(ref said[number], text);
        return Mark(replies, replied, number);
    }

    public void Opened(int number) => opened[number] = Stopwatch.GetTimestamp();

    /// <returns>Null when its window is over; else whether it is the first.</returns>
    public bool? Messaged(int number)
    {
        if (Stopwatch.GetElapsedTime(opened[number]) <= Window)
        {
            return Mark(messages, messaged, number);
        }

        Interlocked.Increment(ref tooLate);
        return null;
    }

    public void Added(int number) => added[number] = Stopwatch.GetTimestamp();

    public bool Welcomed(int number) => Mark(welcomes, welcomed, number);

    /// <summary>What is done, to see whether anything still moves.</summary>
    public long Done => replies.Sum(r => (long)r) + messages.Sum(m => (long)m) + welcomes.Sum(w => (long)w);

    /// <param name="from">Comments before this one are left out.</param>
    public StubReport Report(int from, ReadCounts reads)
    {
        var numbers = Enumerable.Range(from, Published - from).Where(Asks).ToList();
        var last = numbers.Select(n => Math.Max(replied[n], Math.Max(messaged[n], welcomed[n]))).DefaultIfEmpty().Max();
        var first = numbers.Select(n => visible[n]).DefaultIfEmpty().Min();
        var gone = numbers.Count(n => opened[n] > 0 && messaged[n] == 0 && Stopwatch.GetElapsedTime(opened[n]) > Window);
        return new(
            Published - from, numbers.Count, numbers.Count(n => replied[n] > 0), numbers.Count(n => messaged[n] > 0), numbers.Count(n => welcomed[n] > 0),
            numbers.Sum(n => Math.Max(0, replies[n] - 1)), numbers.Sum(n => Math.Max(0, messages[n] - 1)), numbers.Sum(n => Math.Max(0, welcomes[n] - 1)),
            gone, tooLate, last > first ? Stopwatch.GetElapsedTime(first, last).TotalSeconds : 0,
            Wait.Of(numbers, visible, replied), Wait.Of(numbers, opened, messaged), Wait.Of(numbers, added, welcomed), reads.All, reads.MostInAMinute,
            [.. Enumerable.Range(0, options.Accounts).Select(a => Wait.Of([.. numbers.Where(n => AccountOf(n) == a)], visible, replied))]);
    }

    private static bool Mark(int[] counts, long[] times, int number)
    {
        if (Interlocked.Increment(ref counts[number]) > 1)
        {
            return false;
        }

        Volatile.Write(ref times[number], Stopwatch.GetTimestamp());
        return true;
    }
}

/// <summary>Milliseconds from one thing to the next, of those to whom both happened.</summary>
internal sealed record Wait(int People, double P50, double P95, double P99, double Most)
{
    public static Wait Of(IReadOnlyList<int> numbers, long[] from, long[] to)
    {
        var waits = numbers.Where(n => from[n] > 0 && to[n] > 0).Select(n => Stopwatch.GetElapsedTime(from[n], to[n]).TotalMilliseconds).Order().ToList();
        double At(double share) => waits.Count == 0 ? 0 : waits[Math.Min(waits.Count - 1, (int)(waits.Count * share))];
        return new(waits.Count, At(0.5), At(0.95), At(0.99), waits.Count == 0 ? 0 : waits[^1]);
    }
}

/// <summary>What the stub saw, by person.</summary>
/// <param name="Seconds">From the first comment to the last thing that was done.</param>
/// <param name="WindowsLost">People whose chat closed before a message came.</param>
/// <param name="TooLate">Messages that came after their window.</param>
/// <param name="Reads">Calls that read, and the most of them within a minute.</param>
internal sealed record StubReport(
    int Comments, int Asked, int Replied, int Messaged, int Welcomed, int DoubleReplies, int DoubleMessages, int DoubleWelcomes, int WindowsLost, int TooLate, double Seconds,
    Wait Reply, Wait Message, Wait Welcome, int Reads, int ReadsInAMinute, IReadOnlyList<Wait> ReplyByAccount);

/// <summary>Reads, by minute.</summary>
internal sealed class ReadCounts
{
    private readonly int[] minutes = new int[24 * 60];
    private readonly long began = Stopwatch.GetTimestamp();

    public int All => minutes.Sum();

    public int MostInAMinute => minutes.Max();

    public void Count() => Interlocked.Increment(ref minutes[(int)Stopwatch.GetElapsedTime(began).TotalMinutes % minutes.Length]);
}
