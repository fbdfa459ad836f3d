using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>
/// Chooses the function of a request by the Functions host's own rule, with the same classes: functions in the order of their names, and the
/// first whose route <i>and</i> method fit. A literal does not come before a parameter, and a wrong method is 404, not 405.
/// </summary>
/// <remarks>Azure/azure-functions-host, WebScriptHostHttpRoutesManager and FunctionMetadataManager; azure-webjobs-sdk-extensions, WebJobsRouter.</remarks>
internal sealed class HostRouter : IRouter
{
    /// <summary>The host's own pages: no function is ever found below them.</summary>
    public const string Reserved = "admin";

    /// <summary>Where the route's data tokens hold the function's name.</summary>
    public const string FunctionToken = "function";

    private static readonly PathString ReservedPath = new("/" + Reserved);

    private readonly RouteCollection _routes = new();

    public HostRouter(IEnumerable<FunctionEntry> functions, IInlineConstraintResolver constraints, Func<FunctionEntry, Trigger.Http, RequestDelegate> handler)
    {
        foreach (var function in functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (function.Trigger is Trigger.Http http)
            {
                _routes.Add(Route(function.Name, http, constraints, handler(function, http)));
            }
        }
    }

    /// <summary>Throws <c>RouteCreationException</c> when the template is none, or has a constraint that is unknown or has wrong arguments.</summary>
    public static Route Route(string function, Trigger.Http http, IInlineConstraintResolver constraints, RequestDelegate handler)
    {
        var methods = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        if (http.Methods.Count > 0)
        {
            methods["httpMethod"] = new HttpMethodRouteConstraint([.. http.Methods]);
        }

        return new(
            new RouteHandler(handler), function, http.Template, defaults: null, methods, new() { [FunctionToken] = function }, constraints);
    }

    public Task RouteAsync(RouteContext context) =>
        context.HttpContext.Request.Path.StartsWithSegments(ReservedPath, StringComparison.OrdinalIgnoreCase) ? Task.CompletedTask : _routes.RouteAsync(context);

    public VirtualPathData? GetVirtualPath(VirtualPathContext context) => _routes.GetVirtualPath(context);
}
