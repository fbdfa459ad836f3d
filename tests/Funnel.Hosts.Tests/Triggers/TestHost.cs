using System.Collections.Concurrent;
using Funnel.Embedded.Triggers;
using Funnel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Triggers;

/// <summary>A running host with chosen function classes, on a manual clock, with queues in memory and Kestrel on a free port.</summary>
internal sealed class TestHost : IAsyncDisposable, ILoggerProvider
{
    public static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _log = new();
    private WebApplication? _app;

    public TestHost()
    {
        Queues = new(Time);
        Probe = new(Time);
        Time.IsQuiet = () => Queues.Unsettled == 0 && Probe.Running == 0;
    }

    public ManualTime Time { get; } = new();

    public FakeQueues Queues { get; }

    public Probe Probe { get; }

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Timers:Poll"] = "*/10 * * * * *",
        ["Host:Keys:default"] = "default-key",
        ["Host:Keys:master"] = "master-key",
    };

    public HostJson HostJson { get; set; } = HostJson.Default with { Queues = new(16, 8, Second, 5 * Second, 3) };

    public Action<FunctionHostOptions> Configure { get; set; } = _ => { };

    public string Log => string.Join('\n', _log);

    public IServiceProvider Services => _app!.Services;

    public HttpClient Http { get; } = new();

    public async Task<TestHost> Start(params Type[] classes)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(this);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<IQueues>(Queues).AddSingleton(Probe);
        builder.Services.AddFunctionHost(classes, HostJson, Configure);
        _app = builder.Build();
        _app.MapFunctions();
        await _app.StartAsync();
        Http.BaseAddress = new(_app.Urls.First());
        return this;
    }

    /// <summary>Puts a message in without anyone in the process noticing.</summary>
    public Task Put(string queue, string body) => Queues.Enqueue(queue, body, TimeSpan.Zero, default).AsTask();

    /// <summary>Puts a message in as the product's code does.</summary>
    public Task Send(string queue, string body) => Services.GetRequiredService<IQueues>().Enqueue(queue, body, TimeSpan.Zero, default).AsTask();

    public Task Stop() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            Probe.Behaviour = (_, _) => Task.CompletedTask;
            await Task.WhenAll(_app.StopAsync(), CutOff());
            await _app.DisposeAsync();
        }

        async Task CutOff()
        {
            var stop = Services.GetRequiredService<HostShutdown>();
            await stop.Begin();
            Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Lines(_log);

    void IDisposable.Dispose() { }

    private sealed class Lines(ConcurrentQueue<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {formatter(state, exception)} {exception?.Message}");
    }
}
