using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers;

/// <summary>Runs a function once: parameters, time limit, log scope, metrics. Faults travel on to the trigger.</summary>
internal sealed partial class FunctionInvoker(
    HostJson hostJson, HostShutdown shutdown, HostMetrics metrics, TimeProvider time, ILogger<FunctionInvoker> log)
{
    private static readonly Func<ILogger, string, string, IDisposable?> Scope =
        LoggerMessage.DefineScope<string, string>("Function:{Function} Invocation:{InvocationId}");

    private static readonly TimeSpan HangUpDelay = TimeSpan.FromMilliseconds(100);

    /// <param name="services">The scope of this run.</param>
    /// <param name="useResult">What is done with the method's result, as part of the run.</param>
    /// <exception cref="TimeoutException">The function ran longer than host.json allows.</exception>
    public async Task Invoke(
        FunctionEntry function, object input, IServiceProvider services, RouteValueDictionary? route, Func<object?, Task>? useResult, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(hostJson.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, shutdown.CutOff, timeout.Token);
        var context = new EmbeddedContext(function, Guid.NewGuid().ToString(), services, linked.Token);
        using var scope = Scope(log, function.Name, context.InvocationId);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        try
        {
            var result = await Call(function, new(input, context, route, linked.Token));
            await (useResult?.Invoke(result) ?? Task.CompletedTask);
            outcome = Outcome.Succeeded;
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested)
        {
            outcome = Outcome.TimedOut;
            Log.TimedOut(log, function.Name, hostJson.FunctionTimeout);
            throw new TimeoutException($"{function.Name} ran longer than functionTimeout ({hostJson.FunctionTimeout}).", e);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            outcome = Outcome.Cancelled;
            throw;
        }
        catch (BadHttpRequestException e)
        {
            outcome = Outcome.Cancelled; // the caller's fault, who is told; anybody can write a body that is none, or one that is too long
            Log.Malformed(log, function.Name, e.StatusCode);
            throw;
        }
        catch (IOException e) when (input is HttpRequest)
        {
            // A caller who hangs up shows as a broken read, and a moment later as a cancelled request. That is no failure, as on Azure.
            await Task.Delay(HangUpDelay, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            outcome = ct.IsCancellationRequested ? Outcome.Cancelled : Outcome.Failed;
            if (outcome == Outcome.Failed)
            {
                Log.Failed(log, e, function.Name);
            }

            throw;
        }
        catch (Exception e)
        {
            Log.Failed(log, e, function.Name);
            throw;
        }
        finally
        {
            metrics.Invoked(function.Name, outcome, time.GetElapsedTime(started));
        }
    }

    private static Task<object?> Call(FunctionEntry function, Invocation invocation)
    {
        var target = function.Method.IsStatic ? null : invocation.Context.InstanceServices.GetRequiredService(function.Method.DeclaringType!);
        var arguments = new object?[function.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = function.Arguments[i](invocation);
        }

        return function.Unwrap(function.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed.")]
        public static partial void Failed(ILogger log, Exception fault, string function);

        [LoggerMessage(3, LogLevel.Information, "{Function} was called with a body that cannot be read, and answered {Status}.")]
        public static partial void Malformed(ILogger log, string function, int status);

        [LoggerMessage(2, LogLevel.Error, "{Function} was cancelled: it ran longer than functionTimeout ({Limit}).")]
        public static partial void TimedOut(ILogger log, string function, TimeSpan? limit);
    }
}
