using System.Collections.Concurrent;
using System.Globalization;
using Funnel.Configuration;
using Funnel.Connectors.Tests.Douyin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Tests.Http;

/// <summary>A connector as a host composes it, a server that answers what it is told, and everything that was logged.</summary>
internal sealed class PlatformBench : IAsyncDisposable, ILoggerProvider
{
    public const string Token = "the-access-token-4711";
    public const string Secret = "the-secret-4712";

    private readonly ServiceProvider services;
    private readonly ConcurrentQueue<string> logged = new();

    private PlatformBench(DouyinStub server, string section, (string Key, string Value)[] settings)
    {
        Server = server;
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(new FixedTime(Now));
        collection.AddLogging(log => log.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        collection.AddConnectors(Settings(section, server.Address.AbsoluteUri, settings));
        services = collection.BuildServiceProvider();
        Connector = services.GetServices<Connector>().Single(c => c.Name == section);
    }

    /// <summary>21:00 in China.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);

    public static SourceAccount Account { get; } = new("shop-1", "1700000000000001", Token);

    public DouyinStub Server { get; }

    public Connector Connector { get; }

    public IAccountFeed Feed => Connector.Find<IAccountFeed>()!;

    public IReplyFeed Replies => Connector.Find<IReplyFeed>()!;

    public ICommentReply Mouth => Connector.Find<ICommentReply>()!;

    public IOAuthGrant Grants => Connector.Find<IOAuthGrant>()!;

    public string Logs => string.Join('\n', logged);

    public Recorded Request => Assert.Single(Server.Requests);

    public static async Task<PlatformBench> Start(string section, params (string Key, string Value)[] settings) => new(await DouyinStub.Start(), section, settings);

    /// <summary>With a server that is there already: settings may name its address.</summary>
    public static PlatformBench At(DouyinStub server, string section, params (string Key, string Value)[] settings) => new(server, section, settings);

    public static SettingsReader Settings(string section, string baseUrl, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            [$"Funnel:{section}:BaseUrl"] = baseUrl,
            [$"Funnel:{section}:Reads:Delay"] = "00:00:00.001",
            [$"Funnel:{section}:Reads:BreakAfter"] = "1000",
        };
        if (section == "oceanengine")
        {
            (values["Funnel:oceanengine:AppId"], values["Funnel:oceanengine:Secret"]) = ("1800000000000009", Secret);
        }

        foreach (var (key, value) in settings)
        {
            values[$"Funnel:{section}:{key}"] = value;
        }

        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    /// <summary>The value of a query's field, decoded.</summary>
    public static string Query(Recorded request, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x" + request.Target).Query)[name].ToString();

    public static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);

    public ILogger CreateLogger(string categoryName) => new Recorder(logged);

    public void Dispose() => GC.SuppressFinalize(this);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Recorder(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
