using System.Collections.Concurrent;
using System.IO.Compression;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Funnel.Configuration;
using Funnel.Functions;
using Funnel.Hosts.Tests.Infra;
using Funnel.Leads;
using Funnel.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Funnel.Hosts.Tests.Functions;

[Collection(WholeProcess.Name)]
public sealed class TelemetryTests
{
    private const string Key = "InstrumentationKey=11111111-2222-3333-4444-555555555555";

    [Fact]
    public void With_nowhere_to_go_nothing_is_added() => Assert.Empty(new ServiceCollection().AddTelemetry(Settings()));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "", "traces metrics logs")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "", "", "traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "", "", "metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "", "", "logs")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_EXPORTER", "none", "metrics logs")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SDK_DISABLED", "true", "")]
    public void The_standard_variables_decide(string endpoint, string name, string value, string wanted) =>
        Assert.Equal(wanted, Signals(Settings((endpoint, "http://127.0.0.1:4318"), (name, value))));

    [Fact]
    public void A_host_without_the_environment_in_its_configuration_gets_only_what_is_about_telemetry()
    {
        Environment.SetEnvironmentVariable("OTEL_OF_A_TEST", "1");
        Environment.SetEnvironmentVariable("Funnel__OfATest", "1");
        Assert.Equal("1", TelemetryRegistration.Variables()["OTEL_OF_A_TEST"]);
        Assert.Empty(TelemetryRegistration.Variables().GetSection("Funnel").GetChildren());
    }

    [Fact]
    public void Application_Insights_gets_all_signals() => Assert.Equal("traces metrics logs", Signals(Settings((InsightsSettings.Connection, Key))));

    [Fact]
    public void Only_the_worker_tells_the_Functions_host_that_it_reports_for_itself()
    {
        Assert.Equal("True", Capability(worker: true));
        Assert.Null(Capability(worker: false));

        static string? Capability(bool worker)
        {
            using var services = new ServiceCollection().AddTelemetry(Settings((InsightsSettings.Connection, Key)), worker).BuildServiceProvider();
            return services.GetService<IOptions<WorkerOptions>>()?.Value.Capabilities.FirstOrDefault(c => c.Key == "WorkerOpenTelemetryEnabled").Value;
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Authorization=AAD", "SystemAssigned")]
    [InlineData("ClientId=6f0c2a35-0f0f-4a4e-9a3b-1d6a3d2f5b01;Authorization=AAD", "ClientId 6f0c2a35-0f0f-4a4e-9a3b-1d6a3d2f5b01")]
    public void The_managed_identity_signs_in_where_the_setting_says_so(string? signIn, string? identity)
    {
        var settings = InsightsSettings.Read(Settings((InsightsSettings.Connection, Key), (InsightsSettings.SignIn, signIn)))!;
        var options = new AzureMonitorExporterOptions();
        settings.Apply(options);
        Assert.Equal(identity, settings.Identity?.ToString());
        Assert.Equal(identity is null ? null : typeof(ManagedIdentityCredential), options.Credential?.GetType());
        Assert.False(options.EnableTraceBasedLogsSampler);
    }

    [Theory]
    [InlineData("IngestionEndpoint=https://example.com/", null, "APPLICATIONINSIGHTS_CONNECTION_STRING: has no InstrumentationKey")]
    [InlineData("11111111-2222-3333-4444-555555555555", null, "APPLICATIONINSIGHTS_CONNECTION_STRING: has no InstrumentationKey")]
    [InlineData(Key, "ClientId=6f0c2a35", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING: must be Authorization=AAD")]
    [InlineData(Key, "yes", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING: must be Authorization=AAD")]
    public void What_is_wrong_is_named(string connection, string? signIn, string error)
    {
        (string, string?)[] wrong = [(InsightsSettings.Connection, connection), (InsightsSettings.SignIn, signIn)];
        var settings = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration()).AddConfiguration(Settings(wrong)).Build();
        var fault = Assert.Throws<SettingsException>(() => new ServiceCollection().AddFunnelFunctions(settings));
        Assert.StartsWith(error, Assert.Single(fault.Errors), StringComparison.Ordinal);
        Assert.Equal("", Signals(Settings(wrong))); // an app that has to tell of it starts without
    }

    /// <summary>What alerts and workbook look for arrives at both under the names that they look for; queries of addresses do not.</summary>
    [Fact]
    public async Task Events_metrics_and_spans_arrive_by_name_at_Application_Insights_and_at_a_collector()
    {
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true"); // the exporter's own reports leave the machine
        await using var collector = await Collector.Start();
        var settings = Settings((InsightsSettings.Connection, $"{Key};IngestionEndpoint={collector.Address}/;LiveEndpoint={collector.Address}/"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await using (var services = new ServiceCollection().AddSingleton(settings).AddLogging().AddMetrics().AddSingleton<FunnelMetrics>().AddTelemetry(settings).BuildServiceProvider())
        {
            await Task.WhenAll(services.GetServices<IHostedService>().Select(s => s.StartAsync(default)));
            services.GetRequiredService<FunnelMetrics>().Polled(12);
            await Task.Delay(TimeSpan.FromSeconds(1)); // five traces a second are kept: a sampler just made has kept no second yet, and drops the first
            services.GetRequiredService<ILogger<TelemetryTests>>().Log(LogLevel.Error, new EventId(1102, "GrantLost"), "Account {Account}: the grant is lost", "my-shop");
            using var http = new HttpClient();
            await http.GetAsync($"{collector.Address}/a-poll?access_token=token-of-a-test");
            await Tracing.Continue("SendReply", null, async () =>
            {
                using var attempt = EffectTelemetry.Send(EffectKind.Reply, LeadId.Of("my-shop", "anna"));
                await http.GetAsync($"{collector.Address}/a-reply?access_token=token-of-a-test");
                Tracing.Outcome("sent", sent: true, TimeSpan.FromSeconds(42));
            });
            services.GetRequiredService<TracerProvider>().ForceFlush();
            services.GetRequiredService<MeterProvider>().ForceFlush();
            services.GetRequiredService<LoggerProvider>().ForceFlush();
        }

        var insights = collector.Got("/v2.1/track");
        Assert.Contains("\"EventName\":\"GrantLost\"", insights, StringComparison.Ordinal);
        Assert.Contains("\"message\":\"Account my-shop: the grant is lost\"", insights, StringComparison.Ordinal);
        Assert.Contains("\"Account\":\"my-shop\"", insights, StringComparison.Ordinal);
        Assert.Matches("\"name\":\"funnel.comments\",[^}]*\"value\":12", insights);
        Assert.Matches("\"baseType\":\"RequestData\"[^\n]*\"name\":\"SendReply\"", insights);
        Assert.Matches("\"baseType\":\"RemoteDependencyData\"[^\n]*\"name\":\"send reply\"[^\n]*\"funnel.wait\":\"42\"", insights);
        Assert.Matches("\"baseType\":\"RemoteDependencyData\"[^\n]*/a-reply", insights);
        Assert.DoesNotMatch("\"baseType\":\"RemoteDependencyData\"[^\n]*/a-poll", insights);
        Assert.DoesNotContain("token-of-a-test", insights + collector.Got("/v1/traces"), StringComparison.Ordinal);
        foreach (var (path, name) in new[] { ("/v1/traces", "send reply"), ("/v1/metrics", "funnel.comments"), ("/v1/logs", "GrantLost") })
        {
            Assert.Contains(name, collector.Got(path), StringComparison.Ordinal);
        }
    }

    private static string Signals(IConfiguration settings)
    {
        using var services = new ServiceCollection().AddSingleton(settings).AddLogging().AddTelemetry(settings).BuildServiceProvider();
        var there = new (string Name, bool There)[]
        {
            ("traces", services.GetService<TracerProvider>() is not null), ("metrics", services.GetService<MeterProvider>() is not null), ("logs", services.GetService<LoggerProvider>() is not null),
        };
        return string.Join(' ', there.Where(s => s.There).Select(s => s.Name));
    }

    private static IConfiguration Settings(params (string Name, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Where(v => v.Name.Length > 0).Select(v => KeyValuePair.Create(v.Name, v.Value))).Build();

    /// <summary>Takes what exporters send.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> got = new();
        private readonly WebApplication app;

        private Collector(WebApplication app) => this.app = app;

        public string Address => app.Urls.First();

        public string Got(string path) => string.Join('\n', got.Where(g => g.Path == path).Select(g => g.Body));

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var collector = new Collector(builder.Build());
            collector.app.Run(collector.Take);
            await collector.app.StartAsync();
            return collector;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task Take(HttpContext http)
        {
            var zipped = http.Request.Headers.ContentEncoding == "gzip";
            using var reader = new StreamReader(zipped ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : http.Request.Body);
            got.Enqueue((http.Request.Path, await reader.ReadToEndAsync()));
            if (http.Request.Path.StartsWithSegments("/v2.1", StringComparison.Ordinal))
            {
                await http.Response.WriteAsJsonAsync(new { itemsReceived = 1, itemsAccepted = 1, errors = Array.Empty<string>() });
            }
        }
    }
}
