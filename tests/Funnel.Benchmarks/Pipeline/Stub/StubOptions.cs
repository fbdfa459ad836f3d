using System.Globalization;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>What the stub platform does: handed from the benchmark to the stub's process as its command line.</summary>
internal sealed record StubOptions
{
    public int Port { get; init; }

    /// <summary>Comments in all, those that are chatter included.</summary>
    public int Comments { get; init; } = 20_000;

    /// <summary>Which part of the comments asks, 0 to 1.</summary>
    public double Share { get; init; } = 1;

    public int Accounts { get; init; } = 1;

    /// <summary>Videos of each account.</summary>
    public int Videos { get; init; } = 50;

    /// <summary>Each comment is told by a webhook; otherwise it has to be read.</summary>
    public bool Tells { get; init; } = true;

    /// <summary>Whoever is invited adds the contact.</summary>
    public bool Arrives { get; init; }

    /// <summary>How long an answer to a send takes.</summary>
    public TimeSpan SendLatency { get; init; }

    /// <summary>How long an answer to a read takes.</summary>
    public TimeSpan ReadLatency { get; init; }

    /// <summary>Accounts, the first ones, whose reads never answer.</summary>
    public int Deaf { get; init; }

    /// <summary>Comments that stand under the videos before anybody looks; none of them is waited for.</summary>
    public int Old { get; init; }

    public string[] Arguments() =>
    [
        .. new (string Name, object Value)[]
        {
            ("port", Port), ("comments", Comments), ("share", Share), ("accounts", Accounts), ("videos", Videos), ("tells", Tells), ("arrives", Arrives),
            ("send-ms", SendLatency.TotalMilliseconds), ("read-ms", ReadLatency.TotalMilliseconds), ("deaf", Deaf), ("old", Old),
        }.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Name}={o.Value}")),
    ];

    public static StubOptions Parse(IEnumerable<string> arguments)
    {
        var given = arguments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[1], StringComparer.Ordinal);
        int Number(string name) => int.Parse(given[name], CultureInfo.InvariantCulture);
        double Real(string name) => double.Parse(given[name], CultureInfo.InvariantCulture);
        return new StubOptions
        {
            Port = Number("port"), Comments = Number("comments"), Share = Real("share"), Accounts = Number("accounts"), Videos = Number("videos"),
            Tells = bool.Parse(given["tells"]), Arrives = bool.Parse(given["arrives"]), SendLatency = TimeSpan.FromMilliseconds(Real("send-ms")),
            ReadLatency = TimeSpan.FromMilliseconds(Real("read-ms")), Deaf = Number("deaf"), Old = Number("old"),
        };
    }
}
