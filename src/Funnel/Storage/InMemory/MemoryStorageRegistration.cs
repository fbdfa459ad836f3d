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
        services.AddSingleton<IQueues, MemoryQueues>();
        return services;
    }
}
