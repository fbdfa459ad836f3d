using System.Reflection;
using Funnel.Embedded.Triggers.Http;
using Funnel.Embedded.Triggers.Queues;
using Funnel.Embedded.Triggers.Timers;
using Funnel.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Funnel.Embedded.Triggers;

/// <summary>The two calls that put functions into a web application.</summary>
internal static class FunctionHostRegistration
{
    /// <summary>
    /// Runs the functions in <paramref name="assemblies"/> as part of the application. Register <see cref="IQueues"/> before, so that
    /// messages enqueued in this process wake their function at once.
    /// </summary>
    /// <exception cref="StartupException">An option is out of its range.</exception>
    public static IServiceCollection AddFunctionHost(
        this IServiceCollection services, IEnumerable<Assembly> assemblies, HostJson hostJson, Action<FunctionHostOptions>? configure = null) =>
        services.AddFunctionHost(FunctionCatalog.ClassesIn(assemblies), hostJson, configure);

    /// <summary>The same with the classes named one by one.</summary>
    public static IServiceCollection AddFunctionHost(
        this IServiceCollection services, IReadOnlyList<Type> classes, HostJson hostJson, Action<FunctionHostOptions>? configure = null)
    {
        var options = Configured(configure);
        foreach (var type in classes.Where(type => !type.IsAbstract && !type.ContainsGenericParameters))
        {
            services.TryAddScoped(type);
        }

        if (options.Nudge)
        {
            NudgeFromEnqueue(services);
        }

        services.AddRouting().AddMvcCore();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopGrace + options.CutOffAllowance + TimeSpan.FromSeconds(3));
        return services
            .AddSingleton(options).AddSingleton(hostJson)
            .AddSingleton(provider => FunctionCatalog.Discover(
                classes, hostJson, provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IServiceProviderIsService>(),
                provider.GetRequiredService<IInlineConstraintResolver>()))
            .AddSingleton<HostMetrics>().AddSingleton<HostShutdown>().AddSingleton<HostKeys>().AddSingleton<FunctionInvoker>()
            .AddSingleton<QueueNudges>().AddSingleton<MessageRunner>().AddSingleton<QueuePump>()
            .AddSingleton<TimerMemory>().AddSingleton<TimerPump>()
            .AddSingleton<HttpFunctionRunner>()
            .AddHostedService<FunctionHost>();
    }

    /// <summary>Adds the routes of the HTTP functions.</summary>
    /// <exception cref="StartupException">Something is wrong with a function of any kind; everything that is wrong is named.</exception>
    public static void MapFunctions(this IApplicationBuilder app)
    {
        var runner = app.ApplicationServices.GetRequiredService<HttpFunctionRunner>();
        app.UseRouter(new HostRouter(
            app.ApplicationServices.GetRequiredService<FunctionCatalog>().Functions,
            app.ApplicationServices.GetRequiredService<IInlineConstraintResolver>(),
            (function, http) => context => runner.Run(function, http, context)));
    }

    private static FunctionHostOptions Configured(Action<FunctionHostOptions>? configure)
    {
        var options = new FunctionHostOptions();
        configure?.Invoke(options);
        List<string> errors = [.. options.Errors()];
        return errors.Count == 0 ? options : throw new StartupException("The host's options are wrong.", errors);
    }

    /// <summary>Puts the nudge around the queues. They stay under a key, so that the container still owns and disposes them.</summary>
    private static void NudgeFromEnqueue(IServiceCollection services)
    {
        if (services.LastOrDefault(service => service.ServiceType == typeof(IQueues) && !service.IsKeyedService) is not { } plain)
        {
            return;
        }

        services.Remove(plain);
        services.Add(Keyed(plain));
        services.AddSingleton<IQueues>(provider =>
            new NudgingQueues(provider.GetRequiredKeyedService<IQueues>(typeof(NudgingQueues)), provider.GetRequiredService<QueueNudges>()));
    }

    private static ServiceDescriptor Keyed(ServiceDescriptor plain) => plain switch
    {
        { ImplementationInstance: { } instance } => new(typeof(IQueues), typeof(NudgingQueues), instance),
        { ImplementationFactory: { } factory } => new(typeof(IQueues), typeof(NudgingQueues), (provider, _) => factory(provider), plain.Lifetime),
        _ => new(typeof(IQueues), typeof(NudgingQueues), plain.ImplementationType!, plain.Lifetime),
    };
}
