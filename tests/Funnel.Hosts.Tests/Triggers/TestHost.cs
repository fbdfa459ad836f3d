using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Funnel.Embedded.Triggers;
using Funnel.Storage;
using Funnel.Storage.InMemory;
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
    private readonly ConcurrentQueue<string> _runs = new();
    private readonly MeterListener _listener = new();
    private WebApplication? _app;

    public TestHost()
    {
        Queues = new(Time);
        Probe = new(Time);
        Time.IsQuiet = () => Queues.Unsettled == 0 && Probe.Running == 0;
    }

    public HostTime Time { get; } = new();

    public FakeQueues Queues { get; }

    public Probe Probe { get; }

    /// <summary>Where leases of timers are kept.</summary>
    public IRows Rows { get; init; } = new MemoryRows();

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Timers:Poll"] = "*/10 * * * * *",
        ["Host:Keys:default"] = "default-key",
        ["Host:Keys:master"] = "master-key",
    };

    public HostJson HostJson { get; set; } = HostJson.Default with { Queues = new(16, 8, Second, 5 * Second, 3) };

    public Action<FunctionHostOptions> Configure { get; set; } = _ => { };

    public string Log => string.Join('\n', _log);

    /// <summary>Function and outcome of each run, as they are counted.</summary>
    public IReadOnlyList<string> Runs => [.. _runs];

    public IServiceProvider Services => _app!.Services;

    public HttpClient Http { get; } = new();

    public async Task<TestHost> Start(params Type[] classes)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(this);
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddSingleton<TimeProvider>(Time).AddSingleton<IQueues>(Queues).AddSingleton(Rows).AddSingleton(Probe);
        builder.Services.AddFunctionHost(classes, HostJson, Configure);
        _app = builder.Build();
        _app.MapFunctions();
        Listen(_app.Services.GetRequiredService<IMeterFactory>());
        await _app.StartAsync();
        Http.BaseAddress = new(_app.Urls.First());
        return this;
    }

    /// <summary>Puts a message in without anyone in the process noticing.</summary>
    public Task Put(string queue, string body) => Queues.Enqueue(queue, body, TimeSpan.Zero, default).AsTask();

    /// <summary>Puts a message in as the product's code does.</summary>
    public Task Send(string queue, string body) => Services.GetRequiredService<IQueues>().Enqueue(queue, body, TimeSpan.Zero, default).AsTask();

    public Task Stop() => _app!.StopAsync();

    /// <summary>Waits for what happens on real time.</summary>
    public static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 1000, "The condition did not come to hold.");
            await Task.Delay(20);
        }
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "funnel.host.invocations")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _runs.Enqueue(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _listener.Dispose();
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
