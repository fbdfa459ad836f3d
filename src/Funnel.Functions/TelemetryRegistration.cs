using System.Diagnostics;
using Azure.Monitor.OpenTelemetry.Exporter;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Funnel.Functions;

/// <summary>
/// Traces, metrics and logs: to Application Insights where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, over OTLP where the standard variables
/// say so (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>…_HEADERS</c>, <c>…_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>, …), to both where both are. With neither
/// nothing is added.
/// </summary>
/// <remarks>
/// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/,
/// https://learn.microsoft.com/azure/azure-functions/opentelemetry-howto
/// </remarks>
public static class TelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Prefixes = ["OTEL_", "APPLICATIONINSIGHTS_"];

    /// <summary>The environment's variables about telemetry, for a host whose configuration does not have the environment.</summary>
    public static IConfiguration Variables()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new ConfigurationBuilder().AddInMemoryCollection(environment.AsEnumerable().Where(v => Prefixes.Any(p => v.Key.StartsWith(p, StringComparison.Ordinal)))).Build();
    }

    /// <param name="worker">
    /// True in the isolated worker: the Functions host reports requests and must not report this process's logs once more.
    /// </param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration, bool worker = false)
    {
        var insights = InsightsSettings.Read(configuration);
        var (traces, metrics, logs) = (Otlp("TRACES", configuration), Otlp("METRICS", configuration), Otlp("LOGS", configuration));
        if (IsOff(configuration) || (insights is null && !traces && !metrics && !logs))
        {
            return services;
        }

        // What the variables say comes last, so it wins.
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.Clear().AddService("funnel").AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (worker)
        {
            telemetry.UseFunctionsWorkerDefaults();
        }

        AddTraces(telemetry, traces, insights is not null, worker);
        AddMetrics(telemetry, metrics, insights is not null);
        AddLogs(telemetry, logs);
        if (insights is not null)
        {
            telemetry.UseAzureMonitorExporter(insights.Apply);
        }

        return services;
    }

    /// <summary>A signal is sent over OTLP when it has somewhere to go and was not switched off.</summary>
    private static bool Otlp(string signal, IConfiguration configuration) =>
        !string.Equals(configuration[$"OTEL_{signal}_EXPORTER"], "none", StringComparison.OrdinalIgnoreCase)
        && (configuration[Endpoint] is { Length: > 0 } || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 });

    private static bool IsOff(IConfiguration configuration) => string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    private static void AddTraces(IOpenTelemetryBuilder telemetry, bool otlp, bool insights, bool worker)
    {
        if (otlp || insights)
        {
            telemetry.WithTracing(t =>
            {
                t.AddSource(Tracing.SourceName).AddHttpClientInstrumentation(o => o.FilterHttpRequestMessage = IsWorthASpan);
                _ = worker ? t : t.AddAspNetCoreInstrumentation();
                _ = otlp ? t.AddOtlpExporter() : t;
            });
        }
    }

    private static void AddMetrics(IOpenTelemetryBuilder telemetry, bool otlp, bool insights)
    {
        if (otlp || insights)
        {
            telemetry.WithMetrics(m =>
            {
                m.AddMeter("Funnel*");

                // Dozens of series a minute from every instance: right for a collector of one's own, dear by the GB.
                _ = otlp ? m.AddRuntimeInstrumentation().AddHttpClientInstrumentation().AddAspNetCoreInstrumentation().AddOtlpExporter() : m;
            });
        }
    }

    private static void AddLogs(IOpenTelemetryBuilder telemetry, bool otlp)
    {
        if (otlp)
        {
            telemetry.WithLogging(l => l.AddOtlpExporter(), o => o.IncludeFormattedMessage = true);
        }
    }

    /// <summary>
    /// Calls to platforms on behalf of somebody have spans; the rounds of polls that bring nothing and each look into a table or queue have not.
    /// .NET leaves queries out of the addresses in its spans, where WeCom's access token would be.
    /// </summary>
    private static bool IsWorthASpan(HttpRequestMessage request) => !request.Headers.Contains("x-ms-client-request-id") && IsInTrace(Activity.Current);

    private static bool IsInTrace(Activity? activity) =>
        activity is not null && (string.Equals(activity.Source.Name, Tracing.SourceName, StringComparison.Ordinal) || IsInTrace(activity.Parent));
}
