using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>Answers one request with a function: rate, key, body limit, run, result; faults become a JSON body without inner details.</summary>
internal sealed partial class HttpFunctionRunner(
    FunctionInvoker invoker, HostKeys keys, FunctionHostOptions options, HostShutdown shutdown, ILogger<HttpFunctionRunner> log,
    AuditTally? tally = null, ClientAddresses? addresses = null, RequestLimiter? limiter = null)
{
    public async Task Run(FunctionEntry function, Trigger.Http trigger, HttpContext http)
    {
        if (LimitedRoutes.PlaceOf(function.Name) is { } place && limiter?.Wait(http, place) is { } wait)
        {
            await RequestLimiter.Refuse(http, wait);
            return;
        }

        if (!keys.Open(trigger.Level, http.Request))
        {
            tally?.Note(AuditLine.Nobody, AuditActions.KeyRefused, "function/" + function.Name, addresses?.Of(http).Text);
            await Answer(http, StatusCodes.Status401Unauthorized, $"This needs a key: header {HostKeys.Header} or query {HostKeys.QueryName}.");
            return;
        }

        if (!LimitBody(http))
        {
            await Answer(http, StatusCodes.Status413PayloadTooLarge, TooLarge);
            return;
        }

        try
        {
            await invoker.Invoke(
                function, http.Request, http.RequestServices, http.Request.RouteValues, result => Write(result, http), http.RequestAborted);
        }
        catch (Exception e)
        {
            await AnswerFault(function, http, e);
        }
    }

    private string TooLarge => $"The request body is over the limit of {options.MaxRequestBodyBytes} bytes.";

    private bool LimitBody(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxRequestBodyBytes;
        }

        return http.Request.ContentLength is null || http.Request.ContentLength <= options.MaxRequestBodyBytes;
    }

    private static Task Write(object? result, HttpContext http) => result switch
    {
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        string text => WriteText(http, text),
        null => Task.CompletedTask,
        _ => throw new InvalidOperationException($"A function gave {result.GetType().Name}, which is no HTTP result."),
    };

    private static Task WriteText(HttpContext http, string text)
    {
        http.Response.ContentType ??= "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    private Task AnswerFault(FunctionEntry function, HttpContext http, Exception fault)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            Log.CallerLeft(log, function.Name);
            return Task.CompletedTask;
        }

        if (http.Response.HasStarted)
        {
            // Half an answer is out: a broken connection tells the caller, an appended error would not.
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        return fault switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                Answer(http, StatusCodes.Status413PayloadTooLarge, TooLarge),
            BadHttpRequestException bad => Answer(http, bad.StatusCode, "The request is malformed."),
            OperationCanceledException when shutdown.CutOff.IsCancellationRequested =>
                Answer(http, StatusCodes.Status503ServiceUnavailable, "The host is stopping. Try again."),
            _ => Answer(http, StatusCodes.Status500InternalServerError, $"{function.Name} failed. The reason is in the host's log."),
        };
    }

    private static Task Answer(HttpContext http, int status, string error)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new ErrorBody(error), HttpJson.Default.ErrorBody, cancellationToken: http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The caller of {Function} left before the answer.")]
        public static partial void CallerLeft(ILogger log, string function);
    }
}
