using System.Diagnostics.Metrics;
using Funnel.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Funnel.Hosts.Tests.Functions;

public sealed class TelemetryTests
{
    [Fact]
    public void Without_an_endpoint_nothing_is_added() => Assert.Empty(new ServiceCollection().AddTelemetry(_ => null));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "", true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "", "", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "", "", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_EXPORTER", "none", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SDK_DISABLED", "true", false)]
    public void The_standard_variables_decide(string endpoint, string name, string value, bool wanted) =>
        Assert.Equal(wanted, Telemetry.Wanted("TRACES", v => v == endpoint ? "http://127.0.0.1:4318" : v == name ? value : null));

    [Fact]
    public async Task Export_starts_and_stops_with_the_host()
    {
        using var meter = new Meter("Funnel.Test");
        var counter = meter.CreateCounter<int>("test");
        await using var services = new ServiceCollection()
            .AddTelemetry(v => v is "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" ? "http://127.0.0.1:4318" : null).BuildServiceProvider();
        var export = Assert.Single(services.GetServices<IHostedService>());
        Assert.False(counter.Enabled);
        await export.StartAsync(default);
        Assert.True(counter.Enabled);
        await export.StopAsync(default);
        Assert.False(counter.Enabled);
    }
}
