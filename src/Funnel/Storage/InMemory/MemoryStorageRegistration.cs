using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Funnel.Storage.InMemory;

public static class MemoryStorageRegistration
{
    /// <summary>Keeps rows and queues in memory: for tests. Time comes from the registered <see cref="TimeProvider"/>, else from the system.</summary>
    public static IServiceCollection AddMemoryStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IRows, MemoryRows>();
        services.AddSingleton<MemoryQueues>();
        services.AddSingleton<IQueues>(s => s.GetRequiredService<MemoryQueues>());
        services.AddSingleton<IMessageBodies>(s => s.GetRequiredService<MemoryQueues>());
        return services;
    }
}
