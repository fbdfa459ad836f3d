using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Worker;

/// <summary>
/// A caller who hangs up ends the run, and that is nobody's failure: the host would count one if the function's exception reached it, and the
/// alert on failed runs would ring for people who close a page. Nor is a body that cannot be read.
/// </summary>
internal sealed partial class CallersWhoLeave(TimeProvider time, ILogger<CallersWhoLeave> log) : IFunctionsWorkerMiddleware
{
    /// <summary>
    /// The host says it twice and in any order: it cancels the run, and breaks the connection. It also cancels runs when it stops, whose callers
    /// are still there and must not be told that all is well.
    /// </summary>
    private static readonly TimeSpan Both = TimeSpan.FromSeconds(1);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (context.GetHttpContext() is { Response.HasStarted: false } http)
        {
            Log.Malformed(log, context.FunctionDefinition.Name, e.StatusCode);
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && context.GetHttpContext() is not null)
        {
            if (!await HasLeft(context.GetHttpContext()!))
            {
                throw;
            }

            Log.CallerLeft(log, context.FunctionDefinition.Name);
        }
    }

    private async Task<bool> HasLeft(HttpContext http)
    {
        await Task.Delay(Both, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return http.RequestAborted.IsCancellationRequested;
    }

    private static partial class Log
    {
        [LoggerMessage(3103, LogLevel.Debug, "The caller of {Function} left before the answer")]
        public static partial void CallerLeft(ILogger log, string function);

        [LoggerMessage(3105, LogLevel.Information, "{Function} was called with a body that cannot be read, and answered {Status}")]
        public static partial void Malformed(ILogger log, string function, int status);
    }
}
