using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Funnel.Functions.Worker;

/// <summary>Answers every request 503 in place of its function, which could not even be made: health with all errors, the others with where to look.</summary>
internal sealed class AnswersWhileIdle(StartErrors errors) : IFunctionsWorkerMiddleware
{
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is null)
        {
            throw new InvalidOperationException($"{context.FunctionDefinition.Name} cannot run: the settings are wrong, see /api/health.");
        }

        context.GetInvocationResult().Value = string.Equals(context.FunctionDefinition.Name, nameof(Http.Health), StringComparison.Ordinal)
            ? new JsonResult(new { ok = false, wrong = errors.All }) { StatusCode = StatusCodes.Status503ServiceUnavailable }
            : new ContentResult { Content = "Nothing works here until the settings are corrected. /api/health says what is wrong.", ContentType = "text/plain", StatusCode = StatusCodes.Status503ServiceUnavailable };
        return Task.CompletedTask;
    }
}
