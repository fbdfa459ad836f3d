using System.Net.Http.Json;
using System.Reflection;
using Funnel.Embedded.Triggers;
using Funnel.Embedded.Triggers.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>Which function each router gives a request to; null for none.</summary>
/// <param name="Azure">The Functions host's choice.</param>
/// <param name="Worker">
/// What the worker's own routing finds for the request that the host then forwards. Whichever function it is, the one that the host chose is run;
/// but when it finds none, the host waits 15 s for an answer and the run fails.
/// </param>
public sealed record Choice(string? Azure, string? Embedded, string? Worker);

/// <summary>
/// One server that asks three routers about each request: the Functions host's rule, written down here once more from the attributes alone;
/// the embedded host; and endpoint routing as the worker sets it up.
/// </summary>
internal sealed class ThreeRouters : IAsyncDisposable
{
    private const string MethodNotAllowed = "405 HTTP Method Not Supported";
    private readonly WebApplication app;
    private readonly HttpClient http = new();

    private ThreeRouters(WebApplication app) => this.app = app;

    /// <param name="prefix">host.json's <c>routePrefix</c>.</param>
    /// <param name="embedded">Null when the embedded host refuses these classes.</param>
    public static async Task<ThreeRouters> Start(IEnumerable<Type> classes, string prefix, bool embedded = true)
    {
        var types = classes.ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        var app = builder.Build();
        var constraints = app.Services.GetRequiredService<IInlineConstraintResolver>();
        var azure = Azure(types, prefix, constraints);
        IRouter ours = embedded ? Embedded(types, prefix, constraints) : azure;
        app.UseRouting();
        app.Use(async (HttpContext context, RequestDelegate _) =>
        {
            // Before endpoints run: none does.
            var worker = context.GetEndpoint()?.DisplayName is { } name && name != MethodNotAllowed ? name : null;
            await context.Response.WriteAsJsonAsync(new Choice(await Ask(azure, context), await Ask(ours, context), worker));
        });
        Worker(app, types, prefix);
        await app.StartAsync();
        return new(app) { http = { BaseAddress = new(app.Urls.First()) } };
    }

    /// <param name="path">Sent as it stands.</param>
    public async Task<Choice> Choose(string method, string path)
    {
        var address = new Uri(http.BaseAddress!.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new(method), address);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<Choice>())! : new(null, null, null); // refused before any router saw it
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    public static FunctionCatalog Catalog(IEnumerable<Type> classes, string prefix, IInlineConstraintResolver constraints) => FunctionCatalog.Discover(
        classes, HostJson.Default with { RoutePrefix = prefix }, new ConfigurationBuilder().Build(), new Everything(), constraints);

    private static async Task<string?> Ask(IRouter router, HttpContext context)
    {
        var route = new RouteContext(context);
        await router.RouteAsync(route);
        return route.Handler is null ? null : (string?)route.RouteData.DataTokens[HostRouter.FunctionToken];
    }

    /// <summary>Azure/azure-functions-host: FunctionMetadataManager sorts, WebScriptHostHttpRoutesManager maps, WebJobsRouter chooses.</summary>
    private static AzureRouter Azure(IEnumerable<Type> classes, string prefix, IInlineConstraintResolver constraints)
    {
        var routes = new RouteCollection();
        foreach (var (name, trigger) in Triggers(classes).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase))
        {
            var template = trigger.Route is { Length: > 0 } given ? given : name;
            routes.Add(new Route(
                new RouteHandler(_ => Task.CompletedTask), name, prefix.Length == 0 ? template : $"{prefix}/{template}", null,
                trigger.Methods is null ? new Dictionary<string, object>() : new() { ["httpMethod"] = new HttpMethodRouteConstraint(trigger.Methods) },
                new() { [HostRouter.FunctionToken] = name }, constraints));
        }

        return new(routes);
    }

    private static HostRouter Embedded(IEnumerable<Type> classes, string prefix, IInlineConstraintResolver constraints) =>
        new(Catalog(classes, prefix, constraints).Functions, constraints, (_, _) => _ => Task.CompletedTask);

    /// <summary>Azure/azure-functions-dotnet-worker: FunctionsEndpointDataSource.</summary>
    private static void Worker(IEndpointRouteBuilder app, IEnumerable<Type> classes, string prefix)
    {
        foreach (var (name, trigger) in Triggers(classes))
        {
            app.Map(RoutePatternFactory.Parse($"{prefix}/{trigger.Route ?? name}"), _ => Task.CompletedTask)
                .WithDisplayName(name).WithMetadata(new HttpMethodMetadata(trigger.Methods ?? []));
        }
    }

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger)> Triggers(IEnumerable<Type> classes) =>
        from type in classes
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (function.Name, trigger);

    private sealed class AzureRouter(RouteCollection routes) : IRouter
    {
        public Task RouteAsync(RouteContext context)
        {
            var path = context.HttpContext.Request.Path;
            return path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments("/admin/warmup", StringComparison.OrdinalIgnoreCase)
                ? Task.CompletedTask
                : routes.RouteAsync(context);
        }

        public VirtualPathData? GetVirtualPath(VirtualPathContext context) => null;
    }

    private sealed class Everything : IServiceProviderIsService
    {
        public bool IsService(Type serviceType) => true;
    }
}
