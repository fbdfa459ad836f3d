using Funnel.Clocks;
using Funnel.Connectors;
using Funnel.Console;
using Funnel.Console.SignIn;
using Funnel.Functions.Http;
using Funnel.Functions.Queues;
using Funnel.Functions.Timers;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Simulation;

/// <summary>
/// The product's own registrations, read once for all worlds: what is one of its kind in a process is here one of its kind in a scope, and each scope is a process.
/// So a process costs no container, and after the first few none of the container's reflection either.
/// </summary>
internal static class ShippedProduct
{
    private static readonly ServiceProvider AllProcesses = Register().BuildServiceProvider();

    /// <summary>The services of a new process. They are never disposed: a process that is killed writes nothing any more.</summary>
    public static IServiceProvider Start(Surroundings surroundings)
    {
        var services = AllProcesses.CreateScope().ServiceProvider;
        services.GetRequiredService<Place>().Surroundings = surroundings;
        return services;
    }

    private static ServiceCollection Register()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddFunnel(new FunnelOptions(), new TriageOptions());
        for (var i = 0; i < services.Count; i++)
        {
            services[i] = PerProcess(services[i]);
        }

        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .AddScoped<Place>()
            .AddScoped<IStoreHistory>(s => Around(s))
            .AddScoped(s => Around(s).Rows).AddScoped(s => Around(s).Queues).AddScoped(s => Around(s).Source).AddScoped(s => Around(s).Destination)
            .Replace(ServiceDescriptor.Scoped(s => Around(s).Time)).Replace(ServiceDescriptor.Scoped(s => Options.Create(Around(s).Options)))
            .AddScoped<IMessageBodies>(s => Around(s).Queues as IMessageBodies ?? throw new InvalidOperationException("queues of the simulation can be rewritten"))
            .AddScoped<PollComments>().AddScoped<Reconcile>().AddScoped<KeepTokens>().AddScoped<Forget>()
            .AddScoped<TriageComments>().AddScoped<SendReply>().AddScoped<AnswerChat>().AddScoped<FollowUp>().AddScoped<RunReplay>()
            .AddScoped<PlatformClocks>()
            .AddSingleton(Options.Create(new ConsoleOptions())).AddSingleton<ClientAddresses>().AddScoped<ReplayRequests>().AddScoped<TaskRequests>()
            .AddScoped<ILogger<StalledWork>>(s => new TakenUpLog(Around(s).TakenUp));
        return services;
    }

    private static Surroundings Around(IServiceProvider services) => services.GetRequiredService<Place>().Surroundings;

    /// <summary>Only what the product itself registers: loggers, meters and key rings keep nothing that a crash would lose.</summary>
    private static ServiceDescriptor PerProcess(ServiceDescriptor shipped) => shipped switch
    {
        { Lifetime: not ServiceLifetime.Singleton } or { IsKeyedService: true } => shipped,
        { ImplementationType: { } type } when type.Assembly == typeof(FunnelOptions).Assembly => ServiceDescriptor.Describe(shipped.ServiceType, type, ServiceLifetime.Scoped),
        { ImplementationFactory: { } make } when shipped.ServiceType.Assembly == typeof(FunnelOptions).Assembly || shipped.ServiceType == typeof(IHostedService) =>
            ServiceDescriptor.Describe(shipped.ServiceType, make, ServiceLifetime.Scoped),
        _ => shipped,
    };

    /// <summary>What a process stands in.</summary>
    /// <param name="Loss">What the storage knows of its past.</param>
    internal sealed record Surroundings(
        TimeProvider Time, FunnelOptions Options, IRows Rows, IQueues Queues, Connector Source, Connector Destination, Action<string> TakenUp, StoreLoss? Loss) : IStoreHistory;

    /// <summary>Hears of everything that stood still.</summary>
    private sealed class TakenUpLog(Action<string> takenUp) : ILogger<StalledWork>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            takenUp(formatter(state, exception));
    }

    private sealed class Place
    {
        public Surroundings Surroundings { get; set; } = null!;
    }
}
