using Funnel.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Funnel.Functions.Worker;

/// <summary>Answers too many requests of one address before their function runs. Keys were looked at by the Functions host before.</summary>
internal sealed class RequestLimits(RequestLimiter limiter) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) =>
        context.GetHttpContext() is { } http && LimitedRoutes.PlaceOf(context.FunctionDefinition.Name) is { } place && limiter.Wait(http, place) is { } wait
            ? RequestLimiter.Refuse(http, wait)
            : next(context);
}
