using System.Reflection;
using Funnel.Embedded.Triggers.Http;
using Funnel.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Triggers;

/// <summary>The functions of this host, all valid.</summary>
internal sealed class FunctionCatalog
{
    private FunctionCatalog(IReadOnlyList<FunctionEntry> functions) => Functions = functions;

    public IReadOnlyList<FunctionEntry> Functions { get; }

    /// <summary>The classes of <paramref name="assemblies"/> that hold functions.</summary>
    public static IReadOnlyList<Type> ClassesIn(IEnumerable<Assembly> assemblies) =>
        [.. assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => MethodsIn(type).Any())];

    /// <exception cref="StartupException">Something is wrong with a function; everything that is wrong is named.</exception>
    public static FunctionCatalog Discover(
        IEnumerable<Type> classes, HostJson hostJson, IConfiguration settings, IServiceProviderIsService services, IInlineConstraintResolver constraints)
    {
        List<string> errors = [];
        var scanner = new FunctionScanner(hostJson, settings, constraints, errors);
        List<FunctionEntry> functions = [];
        foreach (var type in classes)
        {
            CheckClass(type, services, errors);
            functions.AddRange(MethodsIn(type).Select(method => scanner.Scan(method)).OfType<FunctionEntry>());
        }

        CheckNames(functions, errors);
        CheckQueues(functions, services, errors);
        CheckRoutes(functions, constraints, errors);
        return errors.Count == 0 ? new(functions) : throw new StartupException("The functions cannot be started.", errors);
    }

    private static IEnumerable<MethodInfo> MethodsIn(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null);

    private static void CheckClass(Type type, IServiceProviderIsService services, List<string> errors)
    {
        if (!type.IsVisible)
        {
            errors.Add($"{type.Name}: the class must be public, or the Functions host does not find it.");
        }

        if (type.ContainsGenericParameters || (type.IsAbstract && !type.IsSealed))
        {
            errors.Add($"{type.Name}: the class must be neither generic nor abstract.");
        }
        else if (!type.IsAbstract)
        {
            CheckConstructor(type, services, errors);
        }
    }

    private static void CheckConstructor(Type type, IServiceProviderIsService services, List<string> errors)
    {
        if (type.GetConstructors() is not [var constructor])
        {
            errors.Add($"{type.Name}: the class must have exactly one public constructor.");
            return;
        }

        errors.AddRange(constructor.GetParameters()
            .Where(parameter => !parameter.HasDefaultValue
                && parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is null
                && !services.IsService(parameter.ParameterType))
            .Select(parameter => $"{type.Name}: its constructor wants {parameter.ParameterType.Name}, which is not registered."));
    }

    private static void CheckNames(IEnumerable<FunctionEntry> functions, List<string> errors) =>
        errors.AddRange(functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .Select(same => $"The name \"{same.Key}\" is used by {Places(same)}. Give each function its own name."));

    private static void CheckQueues(IEnumerable<FunctionEntry> functions, IServiceProviderIsService services, List<string> errors)
    {
        var queues = functions.Where(function => function.Trigger is Trigger.Queue)
            .ToLookup(function => ((Trigger.Queue)function.Trigger).Name, StringComparer.Ordinal);
        if (queues.Count > 0 && !services.IsService(typeof(IQueues)))
        {
            errors.Add($"{Places(queues.SelectMany(same => same))} read queues, but no {nameof(IQueues)} is registered.");
        }

        errors.AddRange(queues.Where(same => same.Count() > 1)
            .Select(same => $"The queue \"{same.Key}\" is read by {Places(same)}, which would take each other's messages."));
    }

    /// <summary>The Functions host would give a request that fits two routes to the function whose name comes first, whatever was meant.</summary>
    private static void CheckRoutes(IEnumerable<FunctionEntry> functions, IInlineConstraintResolver constraints, List<string> errors)
    {
        var routes = functions.Where(function => function.Trigger is Trigger.Http)
            .Select(function => (Function: function, Http: (Trigger.Http)function.Trigger))
            .Select(f => (f.Function, f.Http, Route: HostRouter.Route(f.Function.Name, f.Http, constraints, _ => Task.CompletedTask))).ToList();
        for (var i = 0; i < routes.Count; i++)
        {
            for (var j = i + 1; j < routes.Count; j++)
            {
                if (CommonMethod(routes[i].Http, routes[j].Http) is { } method && RouteOverlap.Find(routes[i].Route, routes[j].Route) is { } path)
                {
                    errors.Add($"The route \"/{routes[j].Http.Template}\" of {Place(routes[j].Function)} clashes with \"/{routes[i].Http.Template}\" "
                        + $"of {Place(routes[i].Function)}: both match {method} {path}. Give them different literal segments, or make them one function.");
                }
            }
        }
    }

    private static string? CommonMethod(Trigger.Http one, Trigger.Http other) =>
        one.Methods.Count == 0 ? other.Methods.FirstOrDefault("GET")
        : other.Methods.Count == 0 ? one.Methods[0]
        : one.Methods.Intersect(other.Methods, StringComparer.Ordinal).FirstOrDefault();

    private static string Places(IEnumerable<FunctionEntry> functions) => string.Join(" and ", functions.Select(Place));

    private static string Place(FunctionEntry function) => $"{function.Method.DeclaringType!.Name}.{function.Method.Name}";
}
