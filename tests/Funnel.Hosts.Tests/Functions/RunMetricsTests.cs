using System.Diagnostics.Metrics;
using Funnel.Embedded.Triggers;
using Funnel.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;

namespace Funnel.Hosts.Tests.Functions;

public sealed class RunMetricsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<RunMetrics>().AddSingleton<HostMetrics>().BuildServiceProvider();
    private readonly MeterListener listener = new();
    private readonly List<string> counted = [];

    public RunMetricsTests()
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add($"{instrument.Meter.Name} {instrument.Name} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
        listener.Start();
    }

    [Fact]
    public async Task Runs_are_counted_by_how_they_ended_and_faults_travel_on()
    {
        await Run(_ => Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(_ => throw new InvalidOperationException()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Run(_ => throw new OperationCanceledException("the platform's client gave up")));
        Assert.Equal(["succeeded", "failed", "failed"], Outcomes);
    }

    [Fact]
    public async Task A_caller_who_hung_up_is_no_failure()
    {
        var request = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        await Assert.ThrowsAsync<IOException>(() => Run(_ => throw new IOException("the connection was reset"), http: request));
        Assert.Equal(["cancelled"], Outcomes);
    }

    [Fact]
    public async Task Neither_is_a_run_that_was_stopped_with_the_host()
    {
        await Assert.ThrowsAsync<TaskCanceledException>(() => Run(_ => throw new TaskCanceledException(), stop: new CancellationToken(canceled: true)));
        Assert.Equal(["cancelled"], Outcomes);
    }

    /// <summary>Alerts and dashboards need not know which host it was.</summary>
    [Fact]
    public async Task Both_hosts_count_under_the_same_names()
    {
        await Run(_ => Task.CompletedTask);
        services.GetRequiredService<HostMetrics>().Invoked("Probe", Outcome.Succeeded, TimeSpan.Zero);
        Assert.Equal(counted[0], counted[1]);
    }

    [Fact]
    public void The_workers_builder_has_all_that_it_needs()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<RunMetrics>();
        builder.Services.AddTelemetry(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)"http://127.0.0.1:4318")]).Build(), worker: true);
        using var app = builder.Build();
        Assert.NotNull(app.Services.GetRequiredService<RunMetrics>());
        Assert.NotNull(app.Services.GetRequiredService<FunctionExecutionDelegate>());
        Assert.NotNull(app.Services.GetRequiredService<TracerProvider>());
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    private IEnumerable<string> Outcomes => counted.Select(c => c[(c.LastIndexOf('=') + 1)..]);

    private Task Run(Func<Microsoft.Azure.Functions.Worker.FunctionContext, Task> function, HttpContext? http = null, CancellationToken stop = default)
    {
        var probe = new FunctionEntry("Probe", typeof(RunMetricsTests).GetMethod(nameof(Dispose))!, new Trigger.Queue("probe", typeof(string)), [], _ => Task.FromResult<object?>(null));
        var context = new EmbeddedContext(probe, "1", services, stop);
        if (http is not null)
        {
            context.Items["HttpRequestContext"] = http; // where the worker's HTTP extension keeps it
        }

        return services.GetRequiredService<RunMetrics>().Invoke(context, c => function(c));
    }
}
