using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Funnel.Functions;

/// <summary>
/// Traces, metrics and logs over OTLP, set up by the standard variables alone (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>…_HEADERS</c>,
/// <c>…_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c>, …). Without an endpoint nothing is added.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/</remarks>
public static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <param name="variable">Reads a variable of the environment, which is the default.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Func<string, string?>? variable = null)
    {
        var read = variable ?? Environment.GetEnvironmentVariable;
        var (traces, metrics, logs) = (Wanted("TRACES", read), Wanted("METRICS", read), Wanted("LOGS", read));
        if (logs)
        {
            services.AddLogging(l => l.AddOpenTelemetry(o => o.SetResourceBuilder(Describe(ResourceBuilder.CreateEmpty())).AddOtlpExporter()));
        }

        return traces || metrics ? services.AddHostedService(_ => new Export(traces, metrics)) : services;
    }

    /// <summary>A signal is sent when it has somewhere to go and was not switched off.</summary>
    internal static bool Wanted(string signal, Func<string, string?> variable) =>
        !string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(variable($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && (variable(Endpoint) is { Length: > 0 } || variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is { Length: > 0 });

    // What the variables say comes last, so it wins.
    private static ResourceBuilder Describe(ResourceBuilder resource) =>
        resource.Clear().AddService("funnel").AddTelemetrySdk().AddEnvironmentVariableDetector();

    /// <summary>Exports from the host's start to its end; what is left is sent when the host stops.</summary>
    private sealed class Export(bool traces, bool metrics) : IHostedService, IDisposable
    {
        private OpenTelemetrySdk? sdk;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            sdk = OpenTelemetrySdk.Create(builder =>
            {
                builder.ConfigureResource(r => Describe(r));
                if (traces)
                {
                    // .NET leaves queries out of the addresses in its spans, where WeCom's access token would be.
                    builder.WithTracing(t => t.AddSource("Funnel.*", "Microsoft.AspNetCore", "System.Net.Http").AddOtlpExporter());
                }

                if (metrics)
                {
                    builder.WithMetrics(m => m.AddMeter("Funnel.*", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting").AddOtlpExporter());
                }
            });
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Dispose();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            sdk?.Dispose();
            sdk = null;
        }
    }
}
