using System.Diagnostics.Metrics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Funnel.Functions;

/// <summary>
/// Counts runs of functions in the isolated worker, under the names that the embedded host has. The Functions host's own count takes a caller who hung
/// up for a failed run; here that is <c>cancelled</c>, as is a run that was stopped with the host.
/// </summary>
public sealed class RunMetrics(IMeterFactory meters) : IFunctionsWorkerMiddleware
{
    public const string MeterName = "Funnel.Host";

    /// <summary>Runs by <c>function</c> and <c>outcome</c>: succeeded, failed, cancelled or timed_out.</summary>
    public const string Invocations = "funnel.host.invocations";

    private readonly Counter<long> invocations = meters.Create(MeterName).CreateCounter<long>(Invocations, "{invocation}", "Runs of functions.");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var outcome = "failed";
        try
        {
            await next(context);
            outcome = "succeeded";
        }
        catch (Exception) when (WasGivenUp(context))
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            invocations.Add(1, new("function", context.FunctionDefinition.Name), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private static bool WasGivenUp(FunctionContext context) =>
        context.CancellationToken.IsCancellationRequested || context.GetHttpContext() is { RequestAborted.IsCancellationRequested: true };
}
