using System.Globalization;
using Funnel.Benchmarks.Pipeline.Stub;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>What <c>pipeline</c> was asked for.</summary>
internal sealed record PipelineOptions
{
    public const string Usage = """
        pipeline [options]: a stub platform and the real host, a process each; judged by what the stub saw.
          --leads N            people who ask                                            [20000]
          --share S            part of the comments that asks, 0 to 1                    [1]
          --accounts N         merchant accounts                                         [1]
          --videos N           videos of each account                                    [50]
          --old N              comments that stand there before the host starts          [0]
          --deaf N             accounts whose reads never answer                         [0]
          --via poll|webhook   how the host hears of comments                            [webhook]
          --rate R             comments a second; 0: all at once                         [0]
          --arrive             whoever is invited adds the contact and is welcomed
          --send-latency MS    how long an answer to a send takes                        [0]
          --read-latency MS    how long an answer to a read takes                        [0]
          --storage S          sqlite, or the connection string of a storage account     [sqlite]
          --kills K            SIGKILLs of the host, spread over the run                 [0]
          --warm N             people who ask before it counts                           [500]
          --host DLL           another build of the host, to compare
          --omit A,B           sections of the configuration that this build does not know
          --no-floors          without the plain worker and the floors
          --json               one JSON object at the end
        Exit code 1: somebody was answered twice, was missed, or their window was lost.
        """;

    public StubOptions Stub { get; private init; } = new();
    public int Leads { get; private init; } = 20_000;
    public double Rate { get; private init; }
    public int Warm { get; private init; } = 500;
    public int Kills { get; private init; }
    public string? Storage { get; private init; }
    public string? Host { get; private init; }
    public IReadOnlyList<string> Omit { get; private init; } = [];
    public bool Floors { get; private init; } = true;
    public bool Json { get; private init; }

    /// <exception cref="FormatException">An option is unknown or its value is none; the message says which.</exception>
    public static PipelineOptions Parse(string[] args)
    {
        var given = new PipelineOptions();
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new FormatException($"{args[^1]} needs a value");
            int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new FormatException($"{args[i - 1]}: {args[i]} is no number");
            double Real() => double.TryParse(Value(), CultureInfo.InvariantCulture, out var n) && n >= 0 ? n : throw new FormatException($"{args[i - 1]}: {args[i]} is no number");
            given = args[i] switch
            {
                "--leads" => given with { Leads = Number() },
                "--share" => given with { Stub = given.Stub with { Share = Real() } },
                "--accounts" => given with { Stub = given.Stub with { Accounts = Number() } },
                "--videos" => given with { Stub = given.Stub with { Videos = Number() } },
                "--old" => given with { Stub = given.Stub with { Old = Number() } },
                "--deaf" => given with { Stub = given.Stub with { Deaf = Number() } },
                "--via" => given with { Stub = given.Stub with { Tells = Value() is var way && way is "webhook" or "poll" ? way == "webhook" : throw new FormatException("--via: poll or webhook") } },
                "--rate" => given with { Rate = Real() },
                "--arrive" => given with { Stub = given.Stub with { Arrives = true } },
                "--send-latency" => given with { Stub = given.Stub with { SendLatency = TimeSpan.FromMilliseconds(Real()) } },
                "--read-latency" => given with { Stub = given.Stub with { ReadLatency = TimeSpan.FromMilliseconds(Real()) } },
                "--storage" => given with { Storage = Value() is var where && where is "sqlite" ? null : where },
                "--kills" => given with { Kills = Number() },
                "--warm" => given with { Warm = Number() },
                "--host" => given with { Host = Value() },
                "--omit" => given with { Omit = Value().Split(',') },
                "--no-floors" => given with { Floors = false },
                "--json" => given with { Json = true },
                var other => throw new FormatException($"{other} is no option"),
            };
        }

        return given.Stub.Share is > 0 and <= 1 ? given with { Stub = given.Stub with { Comments = given.Warm + given.Comments } } : throw new FormatException("--share: above 0, at most 1");
    }

    /// <summary>Comments that count.</summary>
    public int Comments => (int)Math.Ceiling(Leads / Stub.Share);
}
