using System.Collections.Concurrent;
using Funnel.Configuration;
using Funnel.Connectors.Douyin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Tests.Douyin;

/// <summary>The connector as a host composes it, its server, and everything it logged.</summary>
public sealed class Connector : IAsyncDisposable, ILoggerProvider
{
    public const string ClientKey = "aw-test-key";
    public const string Secret = "secret-4711";
    public const string Token = "act.this-is-the-access-token";

    private readonly ServiceProvider services;
    private readonly ConcurrentQueue<string> logged = new();

    private Connector(DouyinStub server, Uri address, (string Key, string Value)[] settings)
    {
        Server = server;
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(new FixedTime(Now));
        collection.AddLogging(log => log.AddProvider(this).SetMinimumLevel(LogLevel.Trace));
        collection.AddDouyin(Configuration(address.AbsoluteUri, settings));
        services = collection.BuildServiceProvider();
        Source = services.GetRequiredService<DouyinSource>();
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 13, 0, 0, TimeSpan.Zero);

    public static SourceAccount Account { get; } = new("shop-1", "open@id+/=1", Token);

    public DouyinStub Server { get; }

    internal DouyinSource Source { get; }

    public string Logs => string.Join('\n', logged);

    public Recorded Request => Assert.Single(Server.Requests);

    public static async Task<Connector> Start(params (string Key, string Value)[] settings)
    {
        var server = await DouyinStub.Start();
        return new(server, server.Address, settings);
    }

    public static Task<Connector> StartAt(Uri address, DouyinStub server) => Task.FromResult(new Connector(server, address, []));

    public static SettingsReader Configuration(string baseUrl, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Funnel:Douyin:BaseUrl"] = baseUrl,
            ["Funnel:Douyin:ClientKey"] = ClientKey,
            ["Funnel:Douyin:ClientSecret"] = Secret,
            ["Funnel:Douyin:RetryDelay"] = "00:00:00.001",
            ["Funnel:Douyin:BreakAfter"] = "1000",
        };
        foreach (var (key, value) in settings)
        {
            values["Funnel:Douyin:" + key] = value;
        }

        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(logged, categoryName);

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

    private sealed class Recorder(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
