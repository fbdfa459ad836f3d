using Funnel.Configuration;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Worker;

/// <summary>
/// The isolated worker behind the Functions host. A worker that throws at its start is started again and again, and all the operator sees is
/// "Exceeded language worker restart retry count". So with wrong settings it starts too, runs nothing, and says what is wrong.
/// </summary>
internal static partial class WorkerApp
{
    public static async Task<IHost> Create(string[] args)
    {
        try
        {
            return await Working(args);
        }
        catch (SettingsException e)
        {
            return Idle(args, e.Errors, e);
        }
        catch (Exception e)
        {
            // Its message may quote a setting that is a secret: health, which everybody may read, gets only the kind.
            return Idle(args, [$"the app could not be started ({e.GetType().Name}): the log has the details"], e);
        }
    }

    private static async Task<IHost> Working(string[] args)
    {
        var builder = Builder(args);
        builder.UseMiddleware<CallersWhoLeave>();
        builder.UseMiddleware<RunMetrics>();
        builder.UseMiddleware<RequestLimits>();
        builder.UseMiddleware<SettingsFirst>();
        builder.Services.AddWorkerServices(builder.Configuration).AddTelemetry(builder.Configuration, worker: true);
        var app = builder.Build();
        if (await SettingsFirst.Failure(app.Services.GetRequiredService<FirstReads>(), app.Services.GetRequiredService<TimeProvider>(), CancellationToken.None) is { } fault)
        {
            Log.NoSettingsYet(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WorkerApp)), fault.Message);
        }

        return app;
    }

    private static IHost Idle(string[] args, IReadOnlyList<string> errors, Exception fault)
    {
        var builder = Builder(args);
        builder.UseMiddleware<AnswersWhileIdle>();
        builder.Services.AddSingleton(new StartErrors(errors)).AddSingleton<IFunctionMetadataTransformer, OnlyHttpFunctions>().AddTelemetry(builder.Configuration, worker: true);
        var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WorkerApp));
        foreach (var error in errors)
        {
            Log.Wrong(log, error);
        }

        Log.Idle(log, fault is SettingsException ? null : fault, errors.Count);
        return app;
    }

    private static FunctionsApplicationBuilder Builder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Logging.FilterFrameworks();
        return builder;
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Error, "A setting is wrong: {Error}")]
        public static partial void Wrong(ILogger log, string error);

        [LoggerMessage(3104, LogLevel.Warning, "The settings in the store could not be read yet, and no message or timer runs before they are: {Why}")]
        public static partial void NoSettingsYet(ILogger log, string why);

        [LoggerMessage(3102, LogLevel.Error, "Nothing runs until {Count} errors in the settings are corrected: no timer, no queue; HTTP answers 503, and /api/health says what is wrong.")]
        public static partial void Idle(ILogger log, Exception? fault, int count);
    }
}
